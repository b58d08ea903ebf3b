// Package mention lists a package's functions and what they mention, for bglint's driver: see package usage.
package mention

import (
	"go/ast"
	"go/types"
	"maps"
	"slices"
	"strings"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
	"github.com/go-bgkit/bgkit/analyzers/usage"
)

// A lister goes through one package.
type lister struct {
	*engine.Engine
	out   *usage.Package
	names map[string]bool        // of interfaces' methods
	types map[string]*usage.Type // that are put behind interfaces

	opened map[types.Type]bool // see open
}

// List returns the functions of a package and what they mention. It reads the syntax: a mention in a branch that is never
// taken is a mention.
func List(e *engine.Engine) *usage.Package {
	pkg := e.Pass.Pkg
	l := &lister{Engine: e, names: map[string]bool{}, types: map[string]*usage.Type{}, opened: map[types.Type]bool{}, out: &usage.Package{Path: pkg.Path(), Main: pkg.Name() == "main"}}
	l.out.Top = e.Pass.Module != nil && pkg.Path() == e.Pass.Module.Path && !l.out.Main
	for _, p := range pkg.Imports() {
		if !toolkit.IsStd(p.Path()) {
			l.out.Imports = append(l.out.Imports, p.Path())
		}
		if e.Set.Owner(p) != nil {
			l.interfaces(p.Scope())
		}
	}
	l.interfaces(pkg.Scope())
	variables := &usage.Body{ID: pkg.Path() + ".", Root: true}
	l.out.Bodies = append(l.out.Bodies, variables)
	for _, file := range e.Pass.Files {
		if engine.IsTestFile(e.Pass.Fset, file.Pos()) {
			continue
		}
		for _, decl := range file.Decls {
			if d, ok := decl.(*ast.FuncDecl); ok {
				l.function(d)
			} else {
				l.mentions(variables, decl)
			}
		}
	}
	l.conversions()
	l.fields()
	l.out.Methods = slices.Sorted(maps.Keys(l.names))
	return l.out
}

func (l *lister) function(d *ast.FuncDecl) {
	obj, ok := l.Pass.TypesInfo.Defs[d.Name].(*types.Func)
	if !ok {
		return
	}
	at := l.Step(d.Name.Pos(), "")
	b := &usage.Body{
		ID: id(obj), Name: ir.LocalName(obj), File: at.File, Line: l.Step(d.Pos(), "").Line, At: at.Line, Column: at.Column, End: l.Step(d.End(), "").Line, Exported: obj.Exported(),
		Root: d.Recv == nil && (d.Name.Name == "init" || d.Name.Name == "main" && l.out.Main) || linked(d),
	}
	l.mentions(b, d)
	l.out.Bodies = append(l.out.Bodies, b)
}

// linked reports whether something beside Go code in sight runs a function: C, the linker, a body in assembly, what bggen
// writes, or whatever a directive says of it.
func linked(d *ast.FuncDecl) bool {
	return d.Body == nil || d.Name.Name == "_" || d.Doc != nil && slices.ContainsFunc(d.Doc.List, func(c *ast.Comment) bool {
		return strings.HasPrefix(c.Text, "//bg:") || strings.HasPrefix(c.Text, "//export ") || strings.HasPrefix(c.Text, "//go:linkname ") || strings.HasPrefix(c.Text, "//go:wasmexport ")
	})
}

// mentions adds the functions that a piece of syntax names.
func (l *lister) mentions(b *usage.Body, n ast.Node) {
	said := map[string]bool{}
	ast.Inspect(n, func(n ast.Node) bool {
		ident, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		fn, ok := l.Pass.TypesInfo.Uses[ident].(*types.Func)
		if !ok || fn.Pkg() == nil || toolkit.IsStd(fn.Pkg().Path()) || l.Set.Owner(fn.Pkg()) != nil {
			return true
		}
		if recv := fn.Signature().Recv(); recv != nil && types.IsInterface(recv.Type()) {
			l.names[fn.Name()] = true
			return true
		}
		if name := id(fn); !said[name] {
			said[name] = true
			b.Mentions = append(b.Mentions, name)
		}
		return true
	})
}

// id names a function for all packages.
func id(fn *types.Func) string {
	fn = fn.Origin()
	return fn.Pkg().Path() + "." + ir.FuncKey(fn)
}

// interfaces notes the methods of a package's interfaces.
func (l *lister) interfaces(scope *types.Scope) {
	for _, name := range scope.Names() {
		if tn, ok := scope.Lookup(name).(*types.TypeName); ok {
			l.interfaceMethods(tn.Type())
		}
	}
}

func (l *lister) interfaceMethods(t types.Type) {
	if it, ok := t.Underlying().(*types.Interface); ok {
		for i := range it.NumMethods() {
			l.names[it.Method(i).Name()] = true
		}
	}
}
