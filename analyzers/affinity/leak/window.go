package leak

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// onces finds a sync.Once, or what sync.OnceFunc returns, that lives no longer than the call that makes it: it holds back
// nothing.
func (s *leakSearch) onces() {
	s.e.EachInstr(func(f *engine.Func, in ssa.Instruction) {
		if onlyStartup(f) || f.SSA.Synthetic != "" || s.e.Dead(f) {
			return
		}
		switch in := in.(type) {
		case *ssa.Call:
			fn := in.Call.StaticCallee()
			if fn == nil {
				return
			}
			if o := fn.Origin(); o != nil {
				fn = o
			}
			if ir.PkgPath(fn) != "sync" || len(fn.Name()) < 8 || fn.Name()[:4] != "Once" || !onlyCalled(in) {
				return
			}
			s.fresh(f, s.e.At(in.Call.Pos()), "sync."+fn.Name())
		case *ssa.Alloc:
			if ir.Deref(in.Type()).String() == "sync.Once" && onlyDone(in) {
				s.fresh(f, in.Pos(), "sync.Once")
			}
		}
	})
}

func (s *leakSearch) fresh(f *engine.Func, pos token.Pos, what string) {
	l := &Leak{Kind: Once, Func: f, Pos: pos, What: what, Confidence: finding.Likely}
	if a := s.e.Recurs[f]; a != nil {
		l.Chain = s.e.againSteps(a)
	}
	l.Chain = append(l.Chain, s.e.Step(pos, "makes the Once"))
	s.add(l)
}

// onlyCalled reports whether the only thing done with a function value is to call it, once, where it was made.
func onlyCalled(v ssa.Value) bool {
	n := 0
	for _, ref := range *v.Referrers() {
		if call, ok := ref.(*ssa.Call); !ok || call.Call.Value != v || ir.Reaches(call, call, func(in ssa.Instruction) bool { return in == v.(ssa.Instruction) }) {
			return false
		}
		n++
	}
	return n == 1
}

// onlyDone reports whether the only use of a Once is one call of Do.
func onlyDone(a *ssa.Alloc) bool {
	n := 0
	for _, ref := range *a.Referrers() {
		call, ok := ref.(*ssa.Call)
		if !ok || call.Call.StaticCallee() == nil || call.Call.StaticCallee().Name() != "Do" {
			return false
		}
		if ir.Reaches(call, call, func(in ssa.Instruction) bool { return in == ssa.Instruction(a) }) {
			return false
		}
		n++
	}
	return n == 1
}

// A windowCall is a call on a window, by the variable that holds it.
type windowCall struct {
	f    *engine.Func
	call ssa.CallInstruction
	what ssa.Value // the function that it registers, or nil
}

// intercepts finds windows that the program closes itself, although the only code that ends the window's work is an
// intercept, which runs when the user closes the window and not when the program does.
func (s *leakSearch) intercepts() {
	intercept, closed, closing := map[any][]windowCall{}, map[any]bool{}, map[any][]windowCall{}
	s.e.EachInstr(func(f *engine.Func, in ssa.Instruction) {
		call, ok := in.(ssa.CallInstruction)
		if !ok {
			return
		}
		fn, recv := ir.MethodOf(call.Common())
		if fn == nil {
			return
		}
		role := s.e.Set.Call(fn)
		if !role.Intercept && !role.Closes && !role.Cleanup {
			return
		}
		key := s.e.identity(recv)
		w := windowCall{f: f, call: call}
		if args := call.Common().Args; len(args) > 0 {
			w.what = args[len(args)-1]
		}
		switch {
		case role.Intercept:
			intercept[key] = append(intercept[key], w)
		case role.Closes:
			closing[key] = append(closing[key], w)
		default:
			closed[key] = true
		}
	})
	for key, list := range intercept {
		if closed[key] {
			continue
		}
		for _, i := range list {
			s.intercepted(i, closing[key])
		}
	}
}

func (s *leakSearch) intercepted(i windowCall, closing []windowCall) {
	c := s.e.CellOf(i.what)
	if c == nil {
		return
	}
	for _, t := range c.Order {
		if t.Kind != engine.BodyTarget {
			continue
		}
		end := s.ends(t.Fn, 0, map[*engine.Func]bool{})
		if !end.IsValid() {
			continue
		}
		for _, w := range closing {
			if w.f.Within(t.Fn) || w.f.Outer() != i.f.Outer() && !sameReceiver(w.f, i.f) || s.ends(w.f, 0, map[*engine.Func]bool{}).IsValid() || s.onlyFrom(w.f, t.Fn) {
				continue
			}
			pos := s.e.At(w.call.Common().Pos())
			s.add(&Leak{Kind: Intercept, Func: w.f, Pos: pos, Confidence: finding.Likely, Chain: []finding.Step{
				s.e.Step(s.e.At(i.call.Common().Pos()), "sets the close intercept"), s.e.Step(end, "ends the window's work"), s.e.Step(pos, "closes the window without it"),
			}})
		}
	}
}

// sameReceiver reports whether two functions belong to methods of one type.
func sameReceiver(f, g *engine.Func) bool {
	a, b := f.Outer().SSA.Signature.Recv(), g.Outer().SSA.Signature.Recv()
	if a == nil || b == nil {
		return false
	}
	x, _ := ir.StructOf(a.Type())
	y, _ := ir.StructOf(b.Type())
	return x != nil && x == y
}

// ends returns where a function ends some work: it calls a cancel function, closes a channel, stops a timer.
func (s *leakSearch) ends(f *engine.Func, depth int, seen map[*engine.Func]bool) token.Pos {
	if f.SSA == nil || seen[f] || depth > 3 {
		return token.NoPos
	}
	seen[f] = true
	for _, b := range f.SSA.Blocks {
		for _, in := range b.Instrs {
			call, ok := in.(ssa.CallInstruction)
			if !ok {
				continue
			}
			c := call.Common()
			if b, ok := c.Value.(*ssa.Builtin); ok && b.Name() == "close" || c.Value.Type().String() == "context.CancelFunc" {
				return s.e.At(c.Pos())
			}
			if fn := c.StaticCallee(); fn != nil && fn.Name() == "Stop" && len(c.Args) > 0 && hasTimerField(c.Args[0].Type()) {
				return s.e.At(c.Pos())
			}
		}
	}
	for _, ed := range f.Outgoing {
		if ed.Mode == engine.Inline {
			if pos := s.ends(ed.To, depth+1, seen); pos.IsValid() {
				return pos
			}
		}
	}
	return token.NoPos
}

// tasks finds tasks that a client's handlers start with a context that outlives the client, which end only with that
// context.
func (s *leakSearch) tasks() {
	for _, f := range s.e.Bodies {
		if f.SSA == nil || s.e.Recurs[f] == nil {
			continue
		}
		for _, ed := range f.Outgoing {
			call, ok := ed.Instr.(ssa.CallInstruction)
			if !ok || ed.Mode != engine.InBackground || ed.To.SSA == nil || call.Common().IsInvoke() || s.e.Guarded(ed.Instr) {
				continue
			}
			fn := ir.StaticCallee(call.Common().Value)
			if fn == nil {
				continue
			}
			_, ext := s.e.Resolve(fn)
			if ext == nil || !s.e.Set.Call(ext).Outlives || s.limited(call.Common()) || !s.e.noWayOutBut(ed.To.SSA) {
				continue
			}
			l := &Leak{Kind: Disconnect, Func: f, Pos: ed.Pos, What: ir.ShortName(ext), Confidence: engine.Weaker(s.e.Recurs[f].Conf, engine.Weaker(ed.Conf, finding.Likely))}
			l.Chain = append(s.startSteps(ed), s.e.Step(s.e.LoopPos(ed.To), "goes on until its context ends"))
			s.add(l)
		}
	}
}

// limited reports whether an option says when the task ends, or nobody can tell.
func (s *leakSearch) limited(c *ssa.CallCommon) bool {
	if len(c.Args) == 0 || !c.Signature().Variadic() {
		return false
	}
	opts, ok := c.Args[len(c.Args)-1].(*ssa.Slice)
	if !ok {
		return !ir.NilConst(c.Args[len(c.Args)-1])
	}
	arr, ok := opts.X.(*ssa.Alloc)
	if !ok {
		return true
	}
	for _, ref := range *arr.Referrers() {
		elem, ok := ref.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		for _, st := range *elem.Referrers() {
			store, ok := st.(*ssa.Store)
			if !ok {
				continue
			}
			opt, ok := store.Val.(*ssa.Call)
			if !ok {
				return true
			}
			_, ext := s.e.Resolve(opt.Call.StaticCallee())
			if ext == nil || s.e.Set.Call(ext).Cleanup {
				return true
			}
		}
	}
	return false
}

// noWayOutBut reports whether a function returns only when its context has ended.
func (e *Finder) noWayOutBut(fn *ssa.Function) bool {
	return len(fn.Blocks) > 0 && e.NoWayOut(fn, func(from, to *ssa.BasicBlock) bool {
		if sel, i := ir.CaseEdge(from, to); sel != nil {
			return i < len(sel.States) && ir.FromContext(sel.States[i].Chan)
		}
		cond, ok := from.Instrs[len(from.Instrs)-1].(*ssa.If)
		if !ok {
			return false
		}
		bin, ok := cond.Cond.(*ssa.BinOp)
		if !ok {
			return false
		}
		call, ok := bin.X.(*ssa.Call)
		if !ok || !call.Call.IsInvoke() || call.Call.Method.FullName() != "(context.Context).Err" {
			return false
		}
		return bin.Op == token.NEQ && from.Succs[0] == to || bin.Op == token.EQL && from.Succs[1] == to
	})
}
