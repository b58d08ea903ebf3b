package affinity

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/graph"
)

// calls lists the calls in a body.
func (g *grapher) calls(f *Func) []graph.CallSite {
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
				name = shortName(c.Common().Method)
			} else if fn := staticCallee(c.Common().Value); fn != nil {
				switch body, ext := g.resolve(fn); {
				case body != nil:
					name = g.name(body)
				case ext != nil:
					name = shortName(ext)
				}
			}
			at := g.step(g.at(c.Common().Pos()), "")
			if _, ok := in.(*ssa.Go); ok {
				name, at = "go "+name, g.step(in.Pos(), "")
			}
			site := graph.CallSite{Name: name, Line: at.Line, Column: at.Column}
			if i := g.futureResult(c.Common().Signature()); i >= 0 {
				site.Future = typeName(c.Common().Signature().Results().At(i).Type())
				site.Fate = g.fate(f, c, i)
				site.Ignored = ignores(g.marks.At(g.at(c.Common().Pos())), g)
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
func (g *grapher) fate(f *Func, call ssa.CallInstruction, i int) graph.Fate {
	value, _ := call.(*ssa.Call)
	if value != nil && !dropped(value, i) {
		return graph.Kept
	}
	if fn := staticCallee(call.Common().Value); fn != nil {
		if body, ext := g.resolve(fn); body != nil && g.forgettable(body) {
			return graph.Spared
		} else if ext != nil && ext.Pkg() != nil {
			if sum := g.deps.fn(ext.Pkg().Path(), funcKey(ext)); sum != nil && sum.Forget {
				return graph.Spared
			}
		}
	}
	if _, ok := g.dropCall(f, call.Common(), call, value); ok {
		return graph.Dropped
	}
	return graph.Nil
}

// locks names the mutexes that a function takes.
func (g *grapher) locks(f *Func) []string {
	var out []string
	for _, x := range g.table.of(f).takes {
		if !slices.Contains(out, x.name) {
			out = append(out, x.name)
		}
	}
	return out
}

// under names the mutexes that a function has taken itself and holds when it does something.
func (g *grapher) under(f *Func, op *Op) []string {
	if f.SSA == nil || op.instr == nil || op.Kind == TouchesUI {
		return nil
	}
	var out []string
	for _, x := range g.table.of(f).held[op.instr] {
		out = append(out, x.name)
	}
	slices.Sort(out)
	return out
}
