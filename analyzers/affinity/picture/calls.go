package picture

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/future"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/graph"
)

// calls lists the calls in a body.
func (g *grapher) calls(f *engine.Func) []graph.CallSite {
	var out []graph.CallSite
	for _, b := range f.SSA.Blocks {
		for _, in := range b.Instrs {
			c, ok := in.(ssa.CallInstruction)
			if !ok || !c.Common().Pos().IsValid() {
				continue
			}
			name := "a function value"
			if _, ok := c.Common().Value.(*ssa.Builtin); ok {
				continue
			} else if c.Common().IsInvoke() {
				name = ir.ShortName(c.Common().Method)
			} else if fn := ir.StaticCallee(c.Common().Value); fn != nil {
				switch body, ext := g.Resolve(fn); {
				case body != nil:
					name = g.name(body)
				case ext != nil:
					name = ir.ShortName(ext)
				}
			}
			at := g.Step(g.At(c.Common().Pos()), "")
			if _, ok := in.(*ssa.Go); ok {
				name, at = "go "+name, g.Step(in.Pos(), "")
			}
			site := graph.CallSite{Name: name, Line: at.Line, Column: at.Column}
			if i := g.FutureResult(c.Common().Signature()); i >= 0 {
				site.Future = future.TypeName(c.Common().Signature().Results().At(i).Type())
				site.Fate = g.fate(f, c, i)
				site.Ignored = ignores(g.Marks.At(g.At(c.Common().Pos())), g)
			}
			out = append(out, site)
		}
	}
	slices.SortFunc(out, func(a, b graph.CallSite) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
	return slices.CompactFunc(out, func(a, b graph.CallSite) bool {
		return a.Name == b.Name && a.Line == b.Line && a.Column == b.Column
	})
}

// fate says what becomes of a call's i-th result, a future.
func (g *grapher) fate(f *engine.Func, call ssa.CallInstruction, i int) graph.Fate {
	value, _ := call.(*ssa.Call)
	if value != nil && !future.Dropped(value, i) {
		return graph.Kept
	}
	if fn := ir.StaticCallee(call.Common().Value); fn != nil {
		if body, ext := g.Resolve(fn); body != nil && g.futures.Forgettable(body) {
			return graph.Spared
		} else if ext != nil && ext.Pkg() != nil {
			if sum := g.Deps.Fn(ext.Pkg().Path(), ir.FuncKey(ext)); sum != nil && sum.Forget {
				return graph.Spared
			}
		}
	}
	if _, ok := g.futures.DropCall(f, call.Common(), call, value); ok {
		return graph.Dropped
	}
	return graph.Nil
}

// locks names the mutexes that a function takes.
func (g *grapher) locks(f *engine.Func) []string {
	var out []string
	for _, x := range g.table.Of(f).Takes {
		if !slices.Contains(out, x.Name) {
			out = append(out, x.Name)
		}
	}
	return out
}

// under names the mutexes that a function has taken itself and holds when it does something.
func (g *grapher) under(f *engine.Func, op *engine.Op) []string {
	if f.SSA == nil || op.Instr == nil || op.Kind == engine.TouchesUI {
		return nil
	}
	var out []string
	for _, x := range g.table.Of(f).Held[op.Instr] {
		out = append(out, x.Name)
	}
	slices.Sort(out)
	return out
}
