package load

import (
	"fmt"
	"go/ast"
	"go/build/constraint"
	"go/parser"
	"go/scanner"
	"go/token"
	"path/filepath"
	"strings"

	"github.com/go-bgkit/bgkit/generator/internal/option"
)

// parse reads the package's files and the directives in them.
func (p *Package) parse() {
	p.Fset = token.NewFileSet()
	for _, f := range p.files {
		tree, err := parser.ParseFile(p.Fset, f.name, f.src, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			p.syntax(f, err)
		}
		f.ast = tree
	}
	if len(p.Problems) > 0 {
		return
	}
	first := true
	for _, f := range p.files {
		if !f.annotated {
			continue
		}
		before := len(p.Methods)
		p.directives(f)
		if len(p.Methods) == before {
			continue
		}
		c := constraintOf(f)
		if !first && c != p.Constraint {
			p.Problem(p.Methods[before].Comment.Pos(), fmt.Sprintf("%s is built under another condition (%s) than the other annotated files (%s), and the output is one file: move the method, or give all the same condition", filepath.Base(f.name), orNone(c), orNone(p.Constraint)))
			continue
		}
		p.Constraint, first = c, false
	}
	p.names()
}

func orNone(c string) string {
	if c == "" {
		return "none"
	}
	return c
}

func (p *Package) syntax(f *file, err error) {
	list, ok := err.(scanner.ErrorList)
	if !ok {
		p.Problems = append(p.Problems, Problem{token.Position{Filename: f.name}, err.Error()})
		return
	}
	for _, e := range list {
		p.Problems = append(p.Problems, Problem{e.Pos, "syntax error: " + e.Msg})
	}
}

// constraintOf is the condition under which a file is built, as a build expression.
func constraintOf(f *file) string {
	var parts []string
	for _, group := range f.ast.Comments {
		if group.Pos() > f.ast.Package {
			break
		}
		for _, c := range group.List {
			if constraint.IsGoBuild(c.Text) {
				if x, err := constraint.Parse(c.Text); err == nil {
					parts = append(parts, x.String())
				}
			}
		}
	}
	parts = append(parts, suffixes(filepath.Base(f.name))...)
	return strings.Join(parts, " && ")
}

// directives reads the annotations of a file.
func (p *Package) directives(f *file) {
	docs := map[*ast.CommentGroup]*ast.FuncDecl{}
	inside := map[*ast.CommentGroup]string{}
	ast.Inspect(f.ast, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if n.Doc != nil {
				docs[n.Doc] = n
			}
		case *ast.InterfaceType:
			for _, m := range n.Methods.List {
				inside[m.Doc], inside[m.Comment] = "interface", "interface"
			}
		case *ast.GenDecl:
			inside[n.Doc] = "declaration"
		case *ast.TypeSpec:
			inside[n.Doc] = "declaration"
		}
		return true
	})
	for _, group := range f.ast.Comments {
		for _, c := range group.List {
			if !option.Is(c.Text) {
				p.almost(c)
				continue
			}
			decl := docs[group]
			if decl == nil {
				p.misplaced(c, inside[group])
				continue
			}
			p.method(f, decl, c)
		}
	}
}

// almost finds comments such as "//bg:iox", which are no directive of any tool's.
func (p *Package) almost(c *ast.Comment) {
	for _, verb := range []string{"//bg:io", "//bg:cpu"} {
		rest, ok := strings.CutPrefix(c.Text, verb)
		if ok && rest != "" {
			word, _, _ := strings.Cut(c.Text, " ")
			p.Problem(c.Pos(), fmt.Sprintf("unknown directive %s: bggen knows //bg:io and //bg:cpu, with options after a blank", word))
			return
		}
	}
}

func (p *Package) misplaced(c *ast.Comment, where string) {
	verb, _, _ := strings.Cut(c.Text, " ")
	if where == "interface" {
		p.Problem(c.Pos(), verb+" on a method of an interface: there is no body to run; annotate the methods of the types that implement it")
		return
	}
	p.Problem(c.Pos(), verb+" belongs in the doc comment of a method with a body, with no blank line between them")
}

// method reads the directive on a function.
func (p *Package) method(f *file, decl *ast.FuncDecl, c *ast.Comment) {
	opts, mistakes := option.Parse(c.Text)
	for _, m := range mistakes {
		p.Problem(c.Pos()+token.Pos(m.Offset), m.Message)
	}
	verb := "//bg:" + string(opts.Kind)
	before := len(p.Problems)
	switch {
	case decl.Recv == nil:
		advice := "a function has no receiver to capture: call it with run.IOBound, with its arguments copied"
		if opts.Kind == option.CPU {
			advice = "a function has no receiver to capture: register it with process.Register and call it with run.CPUBound"
		}
		p.Problem(c.Pos(), verb+" on the function "+decl.Name.Name+": "+advice)
	case decl.Body == nil:
		p.Problem(c.Pos(), verb+" on "+decl.Name.Name+", whose body is not in Go: what it reads cannot be seen; copy its fields by hand and call run.IOBound")
	case strings.HasSuffix(f.name, "_test.go"):
		p.Problem(c.Pos(), verb+" in a test file: the output is not part of the tests; move the method to another file")
	case decl.Name.Name == "_":
		p.Problem(c.Pos(), verb+" on a method without a name: nothing can call it")
	}
	for _, m := range p.Methods {
		if m.Decl == decl {
			p.Problem(c.Pos(), fmt.Sprintf("%s: the method has a directive already, //bg:%s", verb, m.Options.Kind))
		}
	}
	if len(p.Problems) > before || len(mistakes) > 0 {
		return
	}
	wrapper := opts.Name
	if wrapper == "" {
		wrapper = decl.Name.Name + "Async"
	}
	p.Methods = append(p.Methods, &Method{
		Decl: decl, Comment: c, Options: opts, Recv: recvName(decl), Wrapper: wrapper, file: f,
	})
}

// recvName is the name of the receiver's type, without pointer and type parameters.
func recvName(decl *ast.FuncDecl) string {
	t := decl.Recv.List[0].Type
	for {
		switch x := t.(type) {
		case *ast.ParenExpr:
			t = x.X
		case *ast.StarExpr:
			t = x.X
		case *ast.IndexExpr:
			t = x.X
		case *ast.IndexListExpr:
			t = x.X
		case *ast.Ident:
			return x.Name
		default:
			return ""
		}
	}
}
