package engine

import (
	"go/ast"
	"go/token"
	"go/types"
	"iter"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// Build makes the SSA form and a Func for each body.
func (e *Engine) Build() {
	prog := ssa.NewProgram(e.Pass.Fset, ssa.BareInits)
	for p := range usedByName(e.Pass) {
		prog.CreatePackage(p, nil, nil, true)
	}
	e.prog = prog
	e.pkg = prog.CreatePackage(e.Pass.Pkg, e.Pass.Files, e.Pass.TypesInfo, false)
	e.pkg.Build()
	e.callPos = callPositions(e.Pass.Files)

	if init := e.pkg.Func("init"); init != nil {
		e.addBody(init, nil)
	}
	for _, file := range e.Pass.Files {
		if !e.settings.Tests && IsTestFile(e.Pass.Fset, file.Pos()) {
			continue
		}
		for _, decl := range file.Decls {
			d, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			obj, ok := e.Pass.TypesInfo.Defs[d.Name].(*types.Func)
			if !ok {
				continue
			}
			if fn := prog.FuncValue(obj); fn != nil && fn.Blocks != nil {
				e.Decls[e.addBody(fn, nil)] = d
			}
		}
	}
}

// usedByName returns the packages whose functions and variables the pass's package names, itself left out. Only these need
// an SSA form: methods get one when they are called, types and constants have none. To make it reads all of a package's
// export data, which would otherwise be read as far as it is used.
func usedByName(pass *analysis.Pass) map[*types.Package]bool {
	used := map[*types.Package]bool{}
	for _, obj := range pass.TypesInfo.Uses {
		if p := obj.Pkg(); p == nil || p == pass.Pkg || used[p] || obj.Parent() != p.Scope() {
			continue
		}
		switch obj.(type) {
		case *types.Func, *types.Var:
			used[obj.Pkg()] = true
		}
	}
	return used
}

// Instructions are those of all bodies, in order.
func (e *Engine) Instructions() iter.Seq2[*Func, ssa.Instruction] {
	return func(yield func(*Func, ssa.Instruction) bool) {
		for _, f := range e.Bodies {
			if f.SSA == nil {
				continue
			}
			for _, b := range f.SSA.Blocks {
				for _, in := range b.Instrs {
					if !yield(f, in) {
						return
					}
				}
			}
		}
	}
}

// IsTestFile reports whether a place is in a _test.go file.
func IsTestFile(fset *token.FileSet, pos token.Pos) bool {
	name := fset.Position(pos).Filename
	return len(name) > 8 && name[len(name)-8:] == "_test.go"
}

func (e *Engine) addBody(fn *ssa.Function, parent *Func) *Func {
	f := &Func{SSA: fn, Parent: parent, Name: funcName(fn, parent), Pos: fn.Pos()}
	e.Bodies = append(e.Bodies, f)
	e.BySSA[fn] = f
	for _, anon := range fn.AnonFuncs {
		if !e.settings.Tests && IsTestFile(e.Pass.Fset, anon.Pos()) {
			continue // a literal in a variable of a test file
		}
		e.addBody(anon, f)
	}
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			if mc, ok := in.(*ssa.MakeClosure); ok {
				if inner, ok := mc.Fn.(*ssa.Function); ok && inner.Parent() == fn {
					e.Closures[inner] = mc
				}
			}
		}
	}
	return f
}

// Outer is the declared function that f is, or is a literal in.
func (f *Func) Outer() *Func {
	for f.Parent != nil {
		f = f.Parent
	}
	return f
}

func funcName(fn *ssa.Function, parent *Func) string {
	if parent != nil {
		return "a function literal in " + parent.Outer().Name
	}
	if fn.Synthetic != "" && fn.Name() == "init" {
		return "the variables of the package"
	}
	if obj, ok := fn.Object().(*types.Func); ok {
		return ir.LocalName(obj)
	}
	return fn.Name()
}
