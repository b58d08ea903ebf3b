package affinity

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// onlyRedraws reports whether a dispatching call asks for nothing but a redraw: it hands over no function, or an empty one.
func (e *engine) onlyRedraws(c *ssa.Call) bool {
	posted := e.posted(c)
	if posted == nil {
		return !c.Call.IsInvoke() && len(c.Call.Args) == 1
	}
	fn := staticCallee(posted)
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
func (e *engine) posted(c *ssa.Call) ssa.Value {
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
func (e *engine) idempotent(c *ssa.Call) bool {
	fn := staticCallee(e.posted(c))
	if fn == nil {
		return false
	}
	body, ext := e.resolve(fn)
	if ext != nil && ext.Pkg() != nil {
		sum := e.deps.fn(ext.Pkg().Path(), funcKey(ext))
		return !toolkitStd(ext) && (sum == nil || len(sum.Writes) == 0)
	}
	return body != nil && e.stateless(body, map[*Func]bool{})
}

// draws reports whether a dispatching call ends in a redraw every time: the dispatcher is one that redraws, or the posted
// function changes the UI on each way through it. It is a must analysis for the functions of the package, also for those in a list
// that another package's function runs; of what that function does itself the summary says only that it may.
func (e *engine) draws(c *ssa.Call) bool {
	if fn := calleeOf(&c.Call); fn != nil && e.set.IsTool(fn, toolkit.ToolRedraw) {
		return true
	}
	fn := staticCallee(e.posted(c))
	if fn == nil {
		return false
	}
	body, ext := e.resolve(fn)
	if ext != nil {
		return e.drawsOutside(ext)
	}
	return body != nil && e.alwaysDraws(body, map[*Func]bool{})
}

func (e *engine) drawsOutside(fn *types.Func) bool {
	if c := e.set.Call(fn); c.UI && !c.Safe {
		return true
	}
	if fn.Pkg() == nil {
		return false
	}
	sum := e.deps.fn(fn.Pkg().Path(), funcKey(fn))
	if sum == nil {
		return false
	}
	if slices.ContainsFunc(sum.Effects, func(eff Effect) bool { return eff.Kind == TouchesUI }) {
		return true
	}
	return slices.ContainsFunc(sum.Runs, func(r SlotRun) bool { // a list of functions that this package has filled
		s := e.slotByKey(r.Slot)
		return s != nil && r.Mode == Inline && slices.ContainsFunc(s.out, func(ed *edge) bool {
			return ed.mode == Inline && e.alwaysDraws(ed.to, map[*Func]bool{})
		})
	})
}

// alwaysDraws reports whether no way leads through a function past everything that changes the UI.
func (e *engine) alwaysDraws(f *Func, seen map[*Func]bool) bool {
	if seen[f] {
		return false
	}
	seen[f] = true
	if f.SSA == nil {
		return slices.ContainsFunc(f.Ops, func(op *Op) bool { return op.Kind == TouchesUI })
	}
	if len(f.SSA.Blocks) == 0 {
		return false
	}
	drawn := map[ssa.Instruction]bool{}
	for _, op := range f.Ops {
		if op.Kind == TouchesUI && op.instr != nil {
			drawn[op.instr] = true
		}
	}
	for _, ed := range f.out {
		if ed.mode == Inline && ed.instr != nil && !drawn[ed.instr] && e.alwaysDraws(ed.to, seen) {
			drawn[ed.instr] = true
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
		reaches(first, nil, follow)
	}
	return !past
}

func (e *engine) stateless(f *Func, seen map[*Func]bool) bool {
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
				fn := calleeOf(&in.Call)
				if fn == nil {
					if !isBuiltin(in.Call.Value) {
						return false
					}
					continue
				}
				if fn.Pkg() != nil && (fn.Pkg().Path() == "time" || fn.Pkg().Path() == "math/rand") {
					return false
				}
				if fn.Pkg() == e.pass.Pkg {
					body, _ := e.resolveObj(fn)
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
func (e *engine) refires(f *Func, c *ssa.Call) []Poll {
	fn := calleeOf(&c.Call)
	if fn == nil || len(c.Call.Args) < 2 {
		return nil
	}
	fires := e.set.Call(fn).FiredBy
	if len(fires) == 0 {
		return nil
	}
	handler := staticCallee(c.Call.Args[1])
	if handler == nil {
		return nil
	}
	body, _ := e.resolve(handler)
	if body == nil || body.SSA == nil {
		return nil
	}
	places := e.placesOf(c.Call.Args[0])
	var found []finding.Step
	changes := e.fieldUse(body).writes
	seen := map[*Func]bool{}
	var visit func(g *Func, steps []finding.Step)
	visit = func(g *Func, steps []finding.Step) {
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
				m := calleeOf(&call.Call)
				if m == nil || len(call.Call.Args) == 0 || !slices.Contains(fires, m.Name()) || !e.samePlace(call.Call.Args[0], places) || e.endsByItself(call, changes) {
					continue
				}
				found = append(append([]finding.Step{}, steps...), e.step(e.at(call.Call.Pos()), "calls "+shortName(m)+" of the same widget, which runs the handler again"))
			}
		}
		for _, ed := range g.out {
			if ed.mode != InBackground && (ed.instr == nil || !e.endsByItself(ed.instr, changes)) {
				visit(ed.to, append(append([]finding.Step{}, steps...), e.edgeSteps(ed)...))
			}
		}
	}
	visit(body, nil)
	if found == nil {
		return nil
	}
	pos := e.at(c.Call.Pos())
	return []Poll{{Func: f, Pos: pos, Kind: Refires, What: shortName(fn), Conf: finding.Likely,
		Chain: append([]finding.Step{e.step(pos, "handler given to "+shortName(fn))}, found...)}}
}

// endsByItself reports whether the way to an instruction asks for what the handler is given or changes.
func (e *engine) endsByItself(in ssa.Instruction, changes map[*types.Var]bool) bool {
	for _, c := range conditionsOf(in.Block()) {
		if cmp, ok := c.value.(*ssa.BinOp); ok {
			if b, ok := cmp.X.Type().Underlying().(*types.Basic); ok && b.Info()&types.IsString != 0 {
				return true // the text is another one, or long enough
			}
		}
		q := e.inquire(c)
		if len(q.params) > 0 {
			return true
		}
		for _, read := range q.fields {
			if changes[read.field] {
				return true
			}
		}
	}
	return false
}

// placesOf returns what holds a value: the variables and fields that it is put into.
func (e *engine) placesOf(v ssa.Value) map[any]bool {
	v = e.madeBy(v)
	places := map[any]bool{v: true}
	if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL {
		if fa, ok := load.X.(*ssa.FieldAddr); ok {
			places[fieldOf(fa.X.Type(), fa.Field)] = true
		}
	}
	if refs := v.Referrers(); refs != nil {
		for _, ref := range *refs {
			st, ok := ref.(*ssa.Store)
			if !ok || st.Val != v {
				continue
			}
			if fa, ok := st.Addr.(*ssa.FieldAddr); ok {
				places[fieldOf(fa.X.Type(), fa.Field)] = true
			}
			if g, ok := st.Addr.(*ssa.Global); ok {
				places[g] = true
			}
		}
	}
	return places
}

func (e *engine) samePlace(v ssa.Value, places map[any]bool) bool {
	v = e.madeBy(v)
	if places[v] {
		return true
	}
	if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL {
		switch x := load.X.(type) {
		case *ssa.FieldAddr:
			return places[fieldOf(x.X.Type(), x.Field)]
		case *ssa.Global:
			return places[x]
		}
	}
	return false
}
