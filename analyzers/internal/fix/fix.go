// Package fix writes the repairs that the rules suggest.
//
// A fix is suggested only where the program does the same afterwards, except for the mistake: what cannot be moved, copied
// or returned without a doubt is left to the reader, whom the report's message tells what to do. A fix repairs all that its
// report is about, or there is none, so that an applied fix ends the report.
//
// Edits are insertions as far as possible: comments and the reader's formatting stay.
package fix

import (
	"go/ast"
	"go/printer"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/astutil"

	"github.com/go-bgkit/bgkit/analyzers/affinity"
)

// A Fixer writes the fixes of one rule in one package.
type Fixer struct {
	pass  *analysis.Pass
	res   *affinity.Result
	taken map[ast.Node]map[string]bool // names that fixes have given away, by function
	known []*types.Package             // the package and what it imports, at any depth
	uses  map[*ast.FuncDecl]*usage
}

// New returns a fixer, or nil where nothing is to be fixed: code of other modules is not the user's to change.
func New(pass *analysis.Pass, res *affinity.Result) *Fixer {
	if pass.Module != nil && pass.Module.Version != "" {
		return nil
	}
	return &Fixer{pass: pass, res: res, taken: map[ast.Node]map[string]bool{}, uses: map[*ast.FuncDecl]*usage{}}
}

// file returns the file at a position, unless it is not to be edited: generated files are overwritten, and in files that
// a tool has rewritten (cgo, //line comments) offsets are not those of the source.
func (x *Fixer) file(pos token.Pos) *ast.File {
	if !pos.IsValid() {
		return nil
	}
	for _, f := range x.pass.Files {
		if f.FileStart <= pos && pos <= f.FileEnd {
			if ast.IsGenerated(f) || x.rewritten(f) {
				return nil
			}
			return f
		}
	}
	return nil
}

func (x *Fixer) rewritten(f *ast.File) bool {
	for _, imp := range f.Imports {
		if imp.Path.Value == `"C"` {
			return true
		}
	}
	for _, pos := range []token.Pos{f.Package, f.End()} {
		if x.pass.Fset.PositionFor(pos, false) != x.pass.Fset.PositionFor(pos, true) {
			return true
		}
	}
	return false
}

// path returns the nodes around a position, innermost first, or nil where no edit is possible.
func (x *Fixer) path(pos token.Pos) (*ast.File, []ast.Node) {
	file := x.file(pos)
	if file == nil {
		return nil, nil
	}
	path, _ := astutil.PathEnclosingInterval(file, pos, pos)
	return file, path
}

// body returns the innermost function around the first node of a path, and the declaration that it is in.
func body(path []ast.Node) (fn ast.Node, block *ast.BlockStmt, decl *ast.FuncDecl) {
	for _, n := range path {
		switch n := n.(type) {
		case *ast.FuncLit:
			if fn == nil {
				fn, block = n, n.Body
			}
		case *ast.FuncDecl:
			if fn == nil {
				fn, block = n, n.Body
			}
			decl = n
		}
	}
	return fn, block, decl
}

func (x *Fixer) line(pos token.Pos) int { return x.pass.Fset.PositionFor(pos, false).Line }

// indent is the white space before what stands first in a line at pos, in a file formatted by gofmt.
func (x *Fixer) indent(pos token.Pos) string {
	return strings.Repeat("\t", max(0, x.pass.Fset.PositionFor(pos, false).Column-1))
}

// text prints a node.
func (x *Fixer) text(n ast.Node) string {
	var out strings.Builder
	if err := printer.Fprint(&out, x.pass.Fset, n); err != nil {
		return ""
	}
	return out.String()
}

// fileScope returns the innermost scope at a position.
func (x *Fixer) scopeAt(pos token.Pos) *types.Scope {
	if s := x.pass.Pkg.Scope().Innermost(pos); s != nil {
		return s
	}
	return x.pass.Pkg.Scope()
}

// name returns an identifier like base that means nothing yet in the function around fn, neither as a name declared there
// nor as one used there.
func (x *Fixer) name(fn ast.Node, base string) string {
	if x.taken[fn] == nil {
		x.taken[fn] = map[string]bool{}
		members := map[*ast.Ident]bool{} // names behind a dot, which hide nothing
		ast.Inspect(fn, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				members[n.Sel] = true
			case *ast.Ident:
				x.taken[fn][n.Name] = x.taken[fn][n.Name] || !members[n]
			}
			return true
		})
	}
	free := func(name string) bool {
		return !x.taken[fn][name] && !token.IsKeyword(name) && types.Universe.Lookup(name) == nil && x.pass.Pkg.Scope().Lookup(name) == nil
	}
	name := base
	for _, suffix := range []string{"", "2", "3", "4", "5", "6", "7", "8", "9"} {
		if name = base + suffix; free(name) {
			break
		}
	}
	if !free(name) {
		return ""
	}
	x.taken[fn][name] = true
	return name
}

// reachable are the packages whose functions a fix may call: those that the package imports, at any depth.
func (x *Fixer) reachable() []*types.Package {
	if x.known != nil {
		return x.known
	}
	seen := map[*types.Package]bool{}
	var visit func(p *types.Package)
	visit = func(p *types.Package) {
		if !seen[p] {
			seen[p] = true
			x.known = append(x.known, p)
			for _, imp := range p.Imports() {
				visit(imp)
			}
		}
	}
	visit(x.pass.Pkg)
	return x.known
}

// qualifier returns the name by which a file calls a package at a position, and the edit that imports it if need be. There
// is none where something else has the name.
func (x *Fixer) qualifier(file *ast.File, pos token.Pos, pkg *types.Package) (name string, edits []analysis.TextEdit, ok bool) {
	if pkg == x.pass.Pkg {
		return "", nil, true
	}
	for _, spec := range file.Imports {
		obj := x.pass.TypesInfo.Implicits[spec]
		if spec.Name != nil {
			obj = x.pass.TypesInfo.Defs[spec.Name]
		}
		imported, isPkg := obj.(*types.PkgName)
		if !isPkg || imported.Imported() != pkg || imported.Name() == "_" || imported.Name() == "." {
			continue
		}
		_, found := x.scopeAt(pos).LookupParent(imported.Name(), pos)
		return imported.Name() + ".", nil, found == obj
	}
	_, found := x.scopeAt(pos).LookupParent(pkg.Name(), pos)
	if found != nil || len(file.Imports) == 0 || strings.Contains(pkg.Path(), "internal/") {
		return "", nil, false
	}
	clash := false
	ast.Inspect(file, func(n ast.Node) bool {
		id, isIdent := n.(*ast.Ident)
		clash = clash || isIdent && id.Name == pkg.Name() && x.pass.TypesInfo.Defs[id] != nil
		return !clash
	})
	if clash {
		return "", nil, false
	}
	return pkg.Name() + ".", x.importEdit(file, pkg), true
}

// importEdit adds an import next to the one that is most like it.
func (x *Fixer) importEdit(file *ast.File, pkg *types.Package) []analysis.TextEdit {
	best, most := file.Imports[0], -1
	for _, spec := range file.Imports {
		path := strings.Trim(spec.Path.Value, "\"`")
		n := 0
		for n < len(path) && n < len(pkg.Path()) && path[n] == pkg.Path()[n] {
			n++
		}
		if n > most {
			best, most = spec, n
		}
	}
	quoted := `"` + pkg.Path() + `"`
	for _, decl := range file.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if !ok || gen.Tok != token.IMPORT || best.Pos() < gen.Pos() || gen.End() < best.Pos() {
			continue
		}
		if !gen.Lparen.IsValid() {
			return []analysis.TextEdit{{Pos: gen.Pos(), End: gen.Pos(), NewText: []byte("import " + quoted + "\n")}}
		}
	}
	at := best.Pos()
	return []analysis.TextEdit{{Pos: at, End: at, NewText: []byte(quoted + "\n\t")}}
}

func insert(pos token.Pos, text string) analysis.TextEdit {
	return analysis.TextEdit{Pos: pos, End: pos, NewText: []byte(text)}
}

func replace(n ast.Node, text string) analysis.TextEdit {
	return analysis.TextEdit{Pos: n.Pos(), End: n.End(), NewText: []byte(text)}
}
