package leak

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// restarts finds functions that run again and again and, each time, put a new stop channel or cancel function into a field
// and start a goroutine that only this one ends, without ending the goroutine of the time before: nobody can reach that
// any more.
//
// It is silent as soon as the function, something it calls, or one of its callers ends what the field holds, or asks
// for it: that is a must analysis of the weakest kind, without an order.
func (s *leakSearch) restarts() {
	handled := map[any]map[*engine.Func]bool{}
	for _, f := range s.e.Bodies {
		if f.SSA == nil || s.e.Recurs[f] == nil {
			continue
		}
		for _, b := range f.SSA.Blocks {
			for _, in := range b.Instrs {
				st, ok := in.(*ssa.Store)
				if !ok {
					continue
				}
				key, ok := s.e.PlaceOf(st.Addr).(*types.Var)
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
func (s *leakSearch) kept(f *engine.Func, addr ssa.Value) bool {
	fa, ok := addr.(*ssa.FieldAddr)
	if !ok {
		_, global := addr.(*ssa.Global)
		return global
	}
	base := s.e.RootOf(f, ir.Outermost(fa))
	if _, captured := ir.Outermost(fa).(*ssa.UnOp); captured && base == engine.RootOther {
		return true // a receiver that a literal has captured
	}
	return base == engine.RootReceiver || base == engine.RootDeep
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
		if fn == nil || ir.PkgPath(fn) != "context" || fn.Name() != "WithCancel" && fn.Name() != "WithCancelCause" {
			return nil
		}
		for _, ref := range *call.Referrers() {
			if ctx, ok := ref.(*ssa.Extract); ok && ctx.Index == 0 {
				return ctx
			}
		}
	case *ssa.UnOp:
		if a, ok := v.X.(*ssa.Alloc); ok && v.Op == token.MUL {
			if vals := ir.StoredIn(a); len(vals) == 1 {
				return stopHandle(vals[0])
			}
		}
	}
	return nil
}

// handlersOf are the functions that load what a field holds for more than to wait for it: to close it, call it, compare it.
func (s *leakSearch) handlersOf(key *types.Var) map[*engine.Func]bool {
	out := map[*engine.Func]bool{}
	s.e.EachInstr(func(f *engine.Func, in ssa.Instruction) {
		load, ok := in.(*ssa.UnOp)
		if !ok || load.Op != token.MUL || s.e.PlaceOf(load.X) != any(key) {
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

func (s *leakSearch) restart(f *engine.Func, st *ssa.Store, key *types.Var, handle ssa.Value, handlers map[*engine.Func]bool) {
	for _, ed := range f.Outgoing {
		if ed.Mode != engine.InBackground || ed.Instr == nil || ed.To.SSA == nil || ed.To.Once || s.e.Guarded(ed.Instr) || s.e.Guarded(st) {
			continue
		}
		if s.e.Endless(ed.To.SSA) || !s.endsOnlyBy(ed, key, handle) || s.ended(f, handlers) {
			continue
		}
		a := s.e.Recurs[f]
		l := &Leak{Kind: Restart, Func: f, Pos: st.Pos(), What: key.Name(), Confidence: engine.Weaker(a.Conf, finding.Likely)}
		l.Chain = append(s.e.againSteps(a), s.e.Step(st.Pos(), "replaces "+key.Name()), s.e.Step(ed.Pos, "starts a goroutine that only "+key.Name()+" ends"))
		s.add(l)
		return
	}
}

// endsOnlyBy reports whether a goroutine goes on until one channel or context says so.
func (s *leakSearch) endsOnlyBy(ed *engine.Edge, key *types.Var, handle ssa.Value) bool {
	g := ed.To
	isHandle := func(v ssa.Value) bool {
		if arg := argument(ed, v); arg != nil {
			v = arg
		}
		if s.e.PlaceOf(v) == any(key) {
			return true
		}
		v = s.e.Origin(v, 0)
		return v == handle || stopHandle(v) == handle
	}
	return len(g.SSA.Blocks) > 0 && s.e.NoWayOut(g.SSA, func(from, to *ssa.BasicBlock) bool {
		sel, i := ir.CaseEdge(from, to)
		if sel == nil || i >= len(sel.States) {
			return false
		}
		ch := sel.States[i].Chan
		if call, ok := ch.(*ssa.Call); ok && ir.FromContext(ch) {
			return isHandle(call.Call.Value)
		}
		return isHandle(ch)
	})
}

// argument is what a go statement hands to a parameter.
func argument(ed *engine.Edge, v ssa.Value) ssa.Value {
	call, ok := ed.Instr.(ssa.CallInstruction)
	if !ok {
		return nil
	}
	for i, arg := range ir.AlignArgs(call.Common().Args, len(ed.To.SSA.Params)) {
		if v == ssa.Value(ed.To.SSA.Params[i]) {
			return arg
		}
	}
	return nil
}

// ended reports whether a function, what it calls, or one of its callers with what that calls handles the former goroutine.
func (s *leakSearch) ended(f *engine.Func, handlers map[*engine.Func]bool) bool {
	seen := map[*engine.Func]bool{}
	var down func(x *engine.Func, depth int) bool
	down = func(x *engine.Func, depth int) bool {
		if handlers[x] {
			return true
		}
		if seen[x] || depth > 4 {
			return false
		}
		seen[x] = true
		for _, ed := range x.Outgoing {
			if ed.Mode == engine.Inline && down(ed.To, depth+1) {
				return true
			}
		}
		return false
	}
	up := map[*engine.Func]bool{f: true}
	queue := []*engine.Func{f}
	for depth := 0; depth < 4 && len(queue) > 0; depth++ {
		var next []*engine.Func
		for _, x := range queue {
			if down(x, 0) {
				return true
			}
			for _, ed := range x.Incoming {
				if ed.Mode == engine.Inline && !up[ed.From] {
					up[ed.From] = true
					next = append(next, ed.From)
				}
			}
		}
		queue = next
	}
	return false
}
