package affinity

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// restarts finds functions that run again and again and, each time, put a new stop channel or cancel function into a field
// and start a goroutine that only this one ends, without ending the goroutine of the time before: nobody can reach that
// any more.
//
// It is silent as soon as the function, something it calls, or one of its callers ends what the field holds, or asks
// for it: that is a must analysis of the weakest kind, without an order.
func (s *leakSearch) restarts() {
	handled := map[any]map[*Func]bool{}
	for _, f := range s.e.funcs {
		if f.SSA == nil || s.e.recurs[f] == nil {
			continue
		}
		for _, b := range f.SSA.Blocks {
			for _, in := range b.Instrs {
				st, ok := in.(*ssa.Store)
				if !ok {
					continue
				}
				key, ok := s.e.placeOf(st.Addr).(*types.Var)
				if !ok || !s.kept(f, st.Addr) {
					continue
				}
				handle := stopHandle(st.Val)
				if handle == nil {
					continue
				}
				if handled[key] == nil {
					handled[key] = s.handlersOf(key)
				}
				s.restart(f, st, key, handle, handled[key])
			}
		}
	}
}

// kept reports whether a field belongs to an object that was there before the function.
func (s *leakSearch) kept(f *Func, addr ssa.Value) bool {
	fa, ok := addr.(*ssa.FieldAddr)
	if !ok {
		_, global := addr.(*ssa.Global)
		return global
	}
	base := s.e.rootOf(f, outermost(fa))
	if _, captured := outermost(fa).(*ssa.UnOp); captured && base == rootOther {
		return true // a receiver that a literal has captured
	}
	return base == rootReceiver || base == rootDeep
}

// stopHandle returns what a stored value ends: the channel that it is, or the context whose cancel function it is.
func stopHandle(v ssa.Value) ssa.Value {
	switch v := v.(type) {
	case *ssa.MakeChan:
		return v
	case *ssa.ChangeType:
		return stopHandle(v.X)
	case *ssa.Extract:
		call, ok := v.Tuple.(*ssa.Call)
		if !ok || v.Index != 1 {
			return nil
		}
		fn := call.Call.StaticCallee()
		if fn == nil || fn.Pkg == nil || fn.Pkg.Pkg.Path() != "context" || fn.Name() != "WithCancel" && fn.Name() != "WithCancelCause" {
			return nil
		}
		for _, ref := range *call.Referrers() {
			if ctx, ok := ref.(*ssa.Extract); ok && ctx.Index == 0 {
				return ctx
			}
		}
	case *ssa.UnOp:
		if a, ok := v.X.(*ssa.Alloc); ok && v.Op == token.MUL {
			if vals := storedIn(a); len(vals) == 1 {
				return stopHandle(vals[0])
			}
		}
	}
	return nil
}

// handlersOf are the functions that load what a field holds for more than to wait for it: to close it, call it, compare it.
func (s *leakSearch) handlersOf(key *types.Var) map[*Func]bool {
	out := map[*Func]bool{}
	s.e.eachInstr(func(f *Func, in ssa.Instruction) {
		load, ok := in.(*ssa.UnOp)
		if !ok || load.Op != token.MUL || s.e.placeOf(load.X) != any(key) {
			return
		}
		for _, ref := range *load.Referrers() {
			switch ref.(type) {
			case *ssa.Select, *ssa.DebugRef, *ssa.Go:
			default:
				if u, ok := ref.(*ssa.UnOp); !ok || u.Op != token.ARROW {
					out[f] = true
				}
			}
		}
	})
	return out
}

func (s *leakSearch) restart(f *Func, st *ssa.Store, key *types.Var, handle ssa.Value, handlers map[*Func]bool) {
	for _, ed := range f.out {
		if ed.mode != InBackground || ed.instr == nil || ed.to.SSA == nil || ed.to.once || s.e.guarded(ed.instr) || s.e.guarded(st) {
			continue
		}
		if s.e.endless(ed.to.SSA) || !s.endsOnlyBy(ed, key, handle) || s.ended(f, handlers) {
			continue
		}
		a := s.e.recurs[f]
		l := &Leak{Kind: LeakRestart, Func: f, Pos: st.Pos(), What: key.Name(), Confidence: weaker(a.conf, finding.Likely)}
		l.Chain = append(s.e.againSteps(a), s.e.step(st.Pos(), "replaces "+key.Name()), s.e.step(ed.pos, "starts a goroutine that only "+key.Name()+" ends"))
		s.add(l)
		return
	}
}

// endsOnlyBy reports whether a goroutine goes on until one channel or context says so.
func (s *leakSearch) endsOnlyBy(ed *edge, key *types.Var, handle ssa.Value) bool {
	g := ed.to
	isHandle := func(v ssa.Value) bool {
		if arg := argument(ed, v); arg != nil {
			v = arg
		}
		if s.e.placeOf(v) == any(key) {
			return true
		}
		v = s.e.origin(v, 0)
		return v == handle || stopHandle(v) == handle
	}
	return len(g.SSA.Blocks) > 0 && s.e.noWayOut(g.SSA, func(from, to *ssa.BasicBlock) bool {
		sel, i := caseEdge(from, to)
		if sel == nil || i >= len(sel.States) {
			return false
		}
		ch := sel.States[i].Chan
		if call, ok := ch.(*ssa.Call); ok && fromContext(ch) {
			return isHandle(call.Call.Value)
		}
		return isHandle(ch)
	})
}

// argument is what a go statement hands to a parameter.
func argument(ed *edge, v ssa.Value) ssa.Value {
	call, ok := ed.instr.(ssa.CallInstruction)
	if !ok {
		return nil
	}
	for i, arg := range alignArgs(call.Common().Args, len(ed.to.SSA.Params)) {
		if v == ssa.Value(ed.to.SSA.Params[i]) {
			return arg
		}
	}
	return nil
}

// ended reports whether a function, what it calls, or one of its callers with what that calls handles the former goroutine.
func (s *leakSearch) ended(f *Func, handlers map[*Func]bool) bool {
	seen := map[*Func]bool{}
	var down func(x *Func, depth int) bool
	down = func(x *Func, depth int) bool {
		if handlers[x] {
			return true
		}
		if seen[x] || depth > 4 {
			return false
		}
		seen[x] = true
		for _, ed := range x.out {
			if ed.mode == Inline && down(ed.to, depth+1) {
				return true
			}
		}
		return false
	}
	up := map[*Func]bool{f: true}
	queue := []*Func{f}
	for depth := 0; depth < 4 && len(queue) > 0; depth++ {
		var next []*Func
		for _, x := range queue {
			if down(x, 0) {
				return true
			}
			for _, ed := range x.in {
				if ed.mode == Inline && !up[ed.from] {
					up[ed.from] = true
					next = append(next, ed.from)
				}
			}
		}
		queue = next
	}
	return false
}
