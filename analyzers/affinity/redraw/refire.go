package redraw

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// onlyRedraws reports whether a dispatching call asks for nothing but a redraw: it hands over no function, or an empty one.
func (e *Finder) onlyRedraws(c *ssa.Call) bool {
	posted := e.posted(c)
	if posted == nil {
		return !c.Call.IsInvoke() && len(c.Call.Args) == 1
	}
	fn := ir.StaticCallee(posted)
	if fn == nil || len(fn.Blocks) != 1 {
		return false
	}
	for _, in := range fn.Blocks[0].Instrs {
		if _, ok := in.(*ssa.Return); !ok {
			return false
		}
	}
	return true
}

// posted returns the function that a dispatching call hands over, or nil.
func (e *Finder) posted(c *ssa.Call) ssa.Value {
	for _, arg := range c.Call.Args {
		if _, ok := arg.Type().Underlying().(*types.Signature); ok {
			return arg
		}
	}
	return nil
}

// idempotent reports whether a posted function does the same again when nothing else has happened: it keeps no state of
// its own and does not ask for the time. It is a must analysis for the functions of the package; of another package's
// function it asks the summary.
func (e *Finder) idempotent(c *ssa.Call) bool {
	fn := ir.StaticCallee(e.posted(c))
	if fn == nil {
		return false
	}
	body, ext := e.Resolve(fn)
	if ext != nil && ext.Pkg() != nil {
		sum := e.Deps.Fn(ext.Pkg().Path(), ir.FuncKey(ext))
		return !toolkitStd(ext) && (sum == nil || len(sum.Writes) == 0)
	}
	return body != nil && e.stateless(body, map[*engine.Func]bool{})
}

// draws reports whether a dispatching call ends in a redraw every time: the dispatcher is one that redraws, or the posted
// function changes the UI on each way through it. It is a must analysis for the functions of the package, also for those in a list
// that another package's function runs; of what that function does itself the summary says only that it may.
func (e *Finder) draws(c *ssa.Call) bool {
	if fn := ir.CalleeOf(&c.Call); fn != nil && e.Set.IsTool(fn, toolkit.ToolRedraw) {
		return true
	}
	fn := ir.StaticCallee(e.posted(c))
	if fn == nil {
		return false
	}
	body, ext := e.Resolve(fn)
	if ext != nil {
		return e.drawsOutside(ext)
	}
	return body != nil && e.alwaysDraws(body, map[*engine.Func]bool{})
}

func (e *Finder) drawsOutside(fn *types.Func) bool {
	if c := e.Set.Call(fn); c.UI && !c.Safe {
		return true
	}
	if fn.Pkg() == nil {
		return false
	}
	sum := e.Deps.Fn(fn.Pkg().Path(), ir.FuncKey(fn))
	if sum == nil {
		return false
	}
	if slices.ContainsFunc(sum.Effects, func(eff engine.Effect) bool { return eff.Kind == engine.TouchesUI }) {
		return true
	}
	return slices.ContainsFunc(sum.Runs, func(r engine.SlotRun) bool { // a list of functions that this package has filled
		s := e.SlotByKey(r.Slot)
		return s != nil && r.Mode == engine.Inline && slices.ContainsFunc(s.Outgoing, func(ed *engine.Edge) bool {
			return ed.Mode == engine.Inline && e.alwaysDraws(ed.To, map[*engine.Func]bool{})
		})
	})
}

// alwaysDraws reports whether no way leads through a function past everything that changes the UI.
func (e *Finder) alwaysDraws(f *engine.Func, seen map[*engine.Func]bool) bool {
	if seen[f] {
		return false
	}
	seen[f] = true
	if f.SSA == nil {
		return slices.ContainsFunc(f.Ops, func(op *engine.Op) bool { return op.Kind == engine.TouchesUI })
	}
	if len(f.SSA.Blocks) == 0 {
		return false
	}
	drawn := map[ssa.Instruction]bool{}
	for _, op := range f.Ops {
		if op.Kind == engine.TouchesUI && op.Instr != nil {
			drawn[op.Instr] = true
		}
	}
	for _, ed := range f.Outgoing {
		if ed.Mode == engine.Inline && ed.Instr != nil && !drawn[ed.Instr] && e.alwaysDraws(ed.To, seen) {
			drawn[ed.Instr] = true
		}
	}
	past := false
	first := f.SSA.Blocks[0].Instrs[0]
	follow := func(in ssa.Instruction) bool {
		_, ends := in.(*ssa.Return)
		past = past || ends
		return drawn[in] || past
	}
	if !follow(first) {
		ir.Reaches(first, nil, follow)
	}
	return !past
}

func (e *Finder) stateless(f *engine.Func, seen map[*engine.Func]bool) bool {
	if seen[f] || f.SSA == nil {
		return true
	}
	seen[f] = true
	for _, b := range f.SSA.Blocks {
		for _, in := range b.Instrs {
			switch in := in.(type) {
			case *ssa.MapUpdate, *ssa.Send:
				return false
			case *ssa.Store:
				if !localStore(in) {
					return false
				}
			case *ssa.Call:
				fn := ir.CalleeOf(&in.Call)
				if fn == nil {
					if !ir.IsBuiltin(in.Call.Value) {
						return false
					}
					continue
				}
				if fn.Pkg() != nil && (fn.Pkg().Path() == "time" || fn.Pkg().Path() == "math/rand") {
					return false
				}
				if fn.Pkg() == e.Pass.Pkg {
					body, _ := e.ResolveObj(fn)
					if body == nil || !e.stateless(body, seen) {
						return false
					}
				}
			}
		}
	}
	return true
}

// localStore reports whether a store changes a variable of the function only.
func localStore(st *ssa.Store) bool {
	v := st.Addr
	for {
		switch x := v.(type) {
		case *ssa.FieldAddr:
			v = x.X
		case *ssa.IndexAddr:
			v = x.X
		case *ssa.Alloc:
			return true
		default:
			return false
		}
	}
}

// refires finds handlers that cause the event which they handle: a function given to a widget's SetChangedFunc that sets
// the text of the same widget. Where a condition in the handler asks for what the handler changes or is given, it ends by
// itself; such handlers are left out.
func (e *Finder) refires(f *engine.Func, c *ssa.Call) []Poll {
	fn := ir.CalleeOf(&c.Call)
	if fn == nil || len(c.Call.Args) < 2 {
		return nil
	}
	fires := e.Set.Call(fn).FiredBy
	if len(fires) == 0 {
		return nil
	}
	handler := ir.StaticCallee(c.Call.Args[1])
	if handler == nil {
		return nil
	}
	body, _ := e.Resolve(handler)
	if body == nil || body.SSA == nil {
		return nil
	}
	places := e.PlacesOf(c.Call.Args[0])
	var found []finding.Step
	changes := e.FieldUse(body).Writes
	seen := map[*engine.Func]bool{}
	var visit func(g *engine.Func, steps []finding.Step)
	visit = func(g *engine.Func, steps []finding.Step) {
		if seen[g] || g.SSA == nil || len(steps) > 5 || found != nil {
			return
		}
		seen[g] = true
		for _, b := range g.SSA.Blocks {
			for _, in := range b.Instrs {
				call, ok := in.(*ssa.Call)
				if !ok || found != nil {
					continue
				}
				m := ir.CalleeOf(&call.Call)
				if m == nil || len(call.Call.Args) == 0 || !slices.Contains(fires, m.Name()) || !e.SamePlace(call.Call.Args[0], places) || e.endsByItself(call, changes) {
					continue
				}
				found = append(append([]finding.Step{}, steps...), e.Step(e.At(call.Call.Pos()), "calls "+ir.ShortName(m)+" of the same widget, which runs the handler again"))
			}
		}
		for _, ed := range g.Outgoing {
			if ed.Mode != engine.InBackground && (ed.Instr == nil || !e.endsByItself(ed.Instr, changes)) {
				visit(ed.To, append(append([]finding.Step{}, steps...), e.EdgeSteps(ed)...))
			}
		}
	}
	visit(body, nil)
	if found == nil {
		return nil
	}
	pos := e.At(c.Call.Pos())
	return []Poll{{Func: f, Pos: pos, Kind: Refires, What: ir.ShortName(fn), Conf: finding.Likely,
		Chain: append([]finding.Step{e.Step(pos, "handler given to "+ir.ShortName(fn))}, found...)}}
}

// endsByItself reports whether the way to an instruction asks for what the handler is given or changes.
func (e *Finder) endsByItself(in ssa.Instruction, changes map[*types.Var]bool) bool {
	for _, c := range ir.ConditionsOf(in.Block()) {
		if cmp, ok := c.Value.(*ssa.BinOp); ok {
			if b, ok := cmp.X.Type().Underlying().(*types.Basic); ok && b.Info()&types.IsString != 0 {
				return true // the text is another one, or long enough
			}
		}
		q := e.Inquire(c)
		if len(q.Params) > 0 {
			return true
		}
		for _, read := range q.Fields {
			if changes[read.Field] {
				return true
			}
		}
	}
	return false
}
