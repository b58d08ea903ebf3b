package load

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/tools/go/gcexportdata"
	"golang.org/x/tools/go/ssa"
)

// check type-checks the annotated packages and builds their SSA form.
func check(ctx context.Context, dir, tags string, pkgs []*Package, early *speculation) error {
	var todo []*Package
	imports := map[string]bool{"context": true, Runtime + "/run": true}
	for _, p := range pkgs {
		if len(p.Problems) > 0 && p.syntaxErrors() || len(p.Methods) == 0 {
			continue
		}
		todo = append(todo, p)
		p.addStubs()
		for path := range p.helpers() {
			imports[path] = true
		}
		for _, f := range p.files {
			for _, imp := range f.ast.Imports {
				if path, err := strconv.Unquote(imp.Path.Value); err == nil && path != "C" && path != "unsafe" {
					imports[path] = true
				}
			}
		}
	}
	if len(todo) == 0 {
		return nil
	}
	exports := early.exportData(imports)
	if exports == nil {
		var err error
		if exports, err = exportData(ctx, dir, tags, todo, imports); err != nil {
			return err
		}
	}
	for _, p := range todo {
		p.check(exports)
	}
	return nil
}

func (p *Package) syntaxErrors() bool {
	return slices.ContainsFunc(p.files, func(f *file) bool { return f.ast == nil }) ||
		slices.ContainsFunc(p.Problems, func(pr Problem) bool { return strings.HasPrefix(pr.Message, "syntax error") })
}

// exportData asks the go command for the export data of the imports, compiling what is not in its cache. The annotated
// packages get there with the declarations of their wrappers, in case one imports another.
func exportData(ctx context.Context, dir, tags string, pkgs []*Package, imports map[string]bool) (map[string]*listed, error) {
	temp, err := os.MkdirTemp("", "bggen")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(temp)
	overlay, err := writeOverlay(temp, pkgs)
	if err != nil {
		return nil, err
	}
	if dir == "" {
		dir = pkgs[0].Dir
	}
	return listExports(ctx, dir, tags, imports, "-overlay="+overlay)
}

// listExports asks for the export data of packages and of what they import.
func listExports(ctx context.Context, dir, tags string, imports map[string]bool, flags ...string) (map[string]*listed, error) {
	paths := make([]string, 0, len(imports))
	for path := range imports {
		paths = append(paths, path)
	}
	sort.Strings(paths)
	args := append(flags, "-export", "-deps", "-json=ImportPath,Export,Error", "--")
	list, err := golist(ctx, dir, tags, append(args, paths...)...)
	if err != nil {
		return nil, err
	}
	out := map[string]*listed{}
	for _, l := range list {
		out[l.ImportPath] = l
	}
	if l := out[Runtime+"/run"]; l == nil || l.Export == "" {
		why := "the wrappers need bgkit's runtime, which this module does not have: go get github.com/go-bgkit/bgkit"
		if l != nil && l.Error != nil {
			why += "\n" + strings.TrimSpace(l.Error.Err)
		}
		return nil, errors.New(why)
	}
	return out, nil
}

func writeOverlay(temp string, pkgs []*Package) (string, error) {
	replace := map[string]string{}
	add := func(name string, text []byte) error {
		real := filepath.Join(temp, fmt.Sprint(len(replace), ".go"))
		replace[name] = real
		return os.WriteFile(real, text, 0o666)
	}
	for _, p := range pkgs {
		if err := add(filepath.Join(p.Dir, Output), p.stubFile()); err != nil {
			return "", err
		}
		for _, f := range p.files {
			if f.stubs.Len() > 0 {
				if err := add(f.name, f.text()); err != nil {
					return "", err
				}
			}
		}
	}
	text, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	name := filepath.Join(temp, "overlay.json")
	return name, os.WriteFile(name, text, 0o666)
}

// text is the file with the declarations at its end.
func (f *file) text() []byte { return slices.Concat(f.src, []byte("\n"), f.stubs.Bytes()) }

func (f *file) offset(p *Package, pos token.Pos) int {
	return p.Fset.PositionFor(pos, false).Offset
}

// check parses the package again, with the declarations, and type-checks it.
func (p *Package) check(exports map[string]*listed) {
	if !p.reparse() {
		return
	}
	imp := &importer{fset: p.Fset, exports: exports, loaded: map[string]*types.Package{"unsafe": types.Unsafe}}
	p.imported = imp.Import
	var broken []types.Error
	conf := types.Config{
		Importer: imp, FakeImportC: true, GoVersion: p.version, Sizes: types.SizesFor("gc", runtime.GOARCH),
		Error: func(err error) {
			var te types.Error
			if errors.As(err, &te) {
				broken = append(broken, te)
			}
		},
	}
	p.Info = &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{}, Instances: map[*ast.Ident]types.Instance{}, Scopes: map[ast.Node]*types.Scope{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, FileVersions: map[*ast.File]string{},
	}
	pkg, _ := conf.Check(p.Path, p.Fset, p.Files, p.Info)
	for _, te := range broken {
		if te.Soft && strings.HasPrefix(te.Msg, "\"") && strings.HasSuffix(te.Msg, "imported and not used") {
			continue // for instance when only code that is to be written uses it
		}
		p.typeError(te)
	}
	if p.hasTypeErrors() {
		return
	}
	p.Types = pkg
	for _, m := range p.Methods {
		m.Obj, _ = p.Info.Defs[m.Decl.Name].(*types.Func)
	}
	p.buildSSA()
}

// cloners are packages of the standard library whose functions clone= may name without an import: an import that only a
// directive uses would not compile.
var cloners = []string{"bytes", "maps", "slices"}

// helpers are the paths of those that the directives name.
func (p *Package) helpers() map[string]bool {
	out := map[string]bool{}
	for _, m := range p.Methods {
		for _, f := range m.Options.Clone {
			if name, _, ok := strings.Cut(f.Func, "."); ok && slices.Contains(cloners, name) {
				out[name] = true
			}
		}
	}
	return out
}

// Named finds the package that clone= calls name: one that the method's file imports, or another file of the package, or
// one of the standard library's that copy.
func (p *Package) Named(name string, m *Method) *types.Package {
	files := append([]*ast.File{m.file.ast}, p.Files...)
	for _, f := range files {
		for _, imp := range f.Imports {
			path, err := strconv.Unquote(imp.Path.Value)
			if err != nil || imp.Name != nil && imp.Name.Name != name {
				continue
			}
			if pkg, err := p.imported(path); err == nil && (imp.Name != nil || pkg.Name() == name) {
				return pkg
			}
		}
	}
	if slices.Contains(cloners, name) {
		if pkg, err := p.imported(name); err == nil {
			return pkg
		}
	}
	return nil
}

const typeErrorPrefix = "does not compile: "

func (p *Package) hasTypeErrors() bool {
	return slices.ContainsFunc(p.Problems, func(pr Problem) bool { return strings.HasPrefix(pr.Message, typeErrorPrefix) })
}

// typeError reports an error of the user's code; one in a declaration of ours stands at its method.
func (p *Package) typeError(te types.Error) {
	pos := te.Fset.PositionFor(te.Pos, false)
	for _, f := range p.files {
		if f.name == pos.Filename && pos.Offset > len(f.src) {
			for _, m := range p.Methods {
				if m.file == f {
					pos = p.Position(m.Comment.Pos())
				}
			}
		}
	}
	p.Problems = append(p.Problems, Problem{pos, typeErrorPrefix + te.Msg})
}

// reparse replaces the trees by those of the files with the declarations.
func (p *Package) reparse() bool {
	p.Files = nil
	for _, f := range p.files {
		if strings.HasSuffix(f.name, "_test.go") {
			continue
		}
		if f.stubs.Len() > 0 {
			tree, err := parser.ParseFile(p.Fset, f.name, f.text(), parser.ParseComments|parser.SkipObjectResolution)
			if err != nil {
				p.syntax(f, err)
				return false
			}
			p.redirect(f, tree)
		}
		p.Files = append(p.Files, f.ast)
	}
	tree, err := parser.ParseFile(p.Fset, filepath.Join(p.Dir, Output), p.stubFile(), 0)
	if err != nil {
		p.Problems = append(p.Problems, Problem{token.Position{Filename: p.Dir}, err.Error()})
		return false
	}
	p.Files = append(p.Files, tree)
	return true
}

// redirect makes the methods point into the new tree: its declarations are those of the old one, in the same order, and
// the additional ones.
func (p *Package) redirect(f *file, tree *ast.File) {
	for _, m := range p.Methods {
		if m.file != f {
			continue
		}
		for i, d := range f.ast.Decls {
			if d == m.Decl {
				m.Decl = tree.Decls[i].(*ast.FuncDecl)
				break
			}
		}
		for _, c := range m.Decl.Doc.List {
			if c.Text == m.Comment.Text {
				m.Comment = c
			}
		}
	}
	f.ast = tree
}

// importer reads export data.
type importer struct {
	fset    *token.FileSet
	exports map[string]*listed
	loaded  map[string]*types.Package
}

func (i *importer) Import(path string) (*types.Package, error) {
	if p := i.loaded[path]; p != nil && p.Complete() {
		return p, nil
	}
	l := i.exports[path]
	if l == nil || l.Export == "" {
		if l != nil && l.Error != nil {
			return nil, errors.New(strings.TrimSpace(l.Error.Err))
		}
		return nil, fmt.Errorf("no export data: does the package compile?")
	}
	f, err := os.Open(l.Export)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var r io.Reader
	if r, err = gcexportdata.NewReader(f); err != nil {
		return nil, err
	}
	return gcexportdata.Read(r, i.fset, i.loaded, path)
}

// buildSSA makes the SSA form of the package. Code that type-checks with an import of C may still be too odd for it.
func (p *Package) buildSSA() {
	defer func() {
		if r := recover(); r != nil {
			p.Problems = append(p.Problems, Problem{token.Position{Filename: p.Dir}, fmt.Sprintf("%s cannot be analysed (%v): move the annotated methods to a package without cgo", p.Path, r)})
			p.SSA = nil
		}
	}()
	prog := ssa.NewProgram(p.Fset, ssa.BuilderMode(0))
	seen := map[*types.Package]bool{}
	var create func(list []*types.Package)
	create = func(list []*types.Package) {
		for _, imp := range list {
			if !seen[imp] {
				seen[imp] = true
				prog.CreatePackage(imp, nil, nil, true)
				create(imp.Imports())
			}
		}
	}
	create(p.Types.Imports())
	p.SSA = prog.CreatePackage(p.Types, p.Files, p.Info, false)
	p.SSA.Build()
}
