package leak

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// A stopWait is a select in a loop with a case that ends the loop.
type stopWait struct {
	f     *engine.Func
	sel   *ssa.Select
	index int
}

// signals looks at how loops are told to stop.
func (s *leakSearch) signals() {
	var waits []stopWait
	s.e.EachInstr(func(f *engine.Func, in ssa.Instruction) {
		sel, ok := in.(*ssa.Select)
		if !ok || !sel.Blocking || len(sel.States) < 2 || !ir.Reaches(sel, sel, nil) {
			return
		}
		for i, st := range sel.States {
			switch {
			case st.Dir != types.RecvOnly:
			case stopCase(sel, i):
				waits = append(waits, stopWait{f, sel, i})
			default:
				s.leavesSelect(f, sel, i)
			}
		}
	})
	s.lostSignals(waits)
	s.reread(waits)
}

// leavesSelect reports a stop case that does nothing: after "break" the loop goes round again, and a closed channel is
// always ready, so it goes round without end and without rest.
func (s *leakSearch) leavesSelect(f *engine.Func, sel *ssa.Select, index int) {
	st := sel.States[index]
	if !ir.FromContext(st.Chan) && !s.closed(st.Chan) {
		return
	}
	b := caseBody(sel, index)
	for n := 0; b != nil && n < 4; n++ {
		if b == sel.Block() {
			s.add(&Leak{Kind: Break, Func: f, Pos: st.Pos, Confidence: finding.Likely, Chain: []finding.Step{s.e.Step(st.Pos, "the case that should end the loop")}})
			return
		}
		if len(b.Instrs) != 1 || len(b.Succs) != 1 {
			return
		}
		b = b.Succs[0]
	}
}

// closed reports whether some code of the package closes the channel.
func (s *leakSearch) closed(ch ssa.Value) bool {
	if s.closes == nil {
		s.closes = map[*ssa.MakeChan]bool{}
		s.e.EachInstr(func(_ *engine.Func, in ssa.Instruction) {
			call, ok := in.(ssa.CallInstruction)
			if !ok {
				return
			}
			if b, ok := call.Common().Value.(*ssa.Builtin); ok && b.Name() == "close" {
				for _, m := range s.e.ChanSites(call.Common().Args[0]) {
					s.closes[m] = true
				}
			}
		})
	}
	for _, m := range s.e.ChanSites(ch) {
		if s.closes[m] {
			return true
		}
	}
	return false
}

// lostSignals finds stop signals that are sent only if somebody receives just then, on a channel without a buffer. The loop
// may be busy with another case.
func (s *leakSearch) lostSignals(waits []stopWait) {
	s.e.EachInstr(func(f *engine.Func, in ssa.Instruction) {
		sel, ok := in.(*ssa.Select)
		if !ok || sel.Blocking || len(sel.States) != 1 || sel.States[0].Dir != types.SendOnly || !s.e.Unbuffered(sel.States[0].Chan) {
			return
		}
		for _, w := range waits {
			if w.f.Within(f) || !s.meets(w.sel.States[w.index].Chan, sel.States[0].Chan) || ir.Reaches(sel, sel, nil) {
				continue
			}
			pos := sel.States[0].Pos
			s.add(&Leak{Kind: Signal, Func: f, Pos: pos, Confidence: finding.Likely, Chain: []finding.Step{
				s.e.Step(pos, "sends if somebody receives"), s.e.Step(w.sel.States[w.index].Pos, "the loop receives between its other cases"),
			}})
			return
		}
	})
}

// meets reports whether two values can be one channel.
func (s *leakSearch) meets(a, b ssa.Value) bool {
	for _, x := range s.e.ChanSites(a) {
		for _, y := range s.e.ChanSites(b) {
			if x == y {
				return true
			}
		}
	}
	return false
}

// reread finds loops that read their stop channel from a field in each round, while the code that closes it sets the field
// to nil: a loop that was busy meanwhile waits for a nil channel ever after.
func (s *leakSearch) reread(waits []stopWait) {
	type clearing struct {
		f     *engine.Func
		close *ssa.Call
	}
	cleared := map[any]clearing{}
	s.e.EachInstr(func(f *engine.Func, in ssa.Instruction) {
		call, ok := in.(*ssa.Call)
		if !ok {
			return
		}
		if b, ok := call.Call.Value.(*ssa.Builtin); !ok || b.Name() != "close" {
			return
		}
		key := s.e.PlaceOf(call.Call.Args[0])
		if _, isField := key.(*types.Var); !isField {
			return
		}
		for _, other := range f.SSA.Blocks {
			for _, in := range other.Instrs {
				if st, ok := in.(*ssa.Store); ok && s.e.PlaceOf(st.Addr) == key && ir.NilConst(st.Val) && ir.Reaches(call, st, s.e.Synchronises) {
					cleared[key] = clearing{f, call}
				}
			}
		}
	})
	type loopOf struct {
		f   *engine.Func
		key any
	}
	said := map[loopOf]bool{}
	for _, w := range waits {
		load, ok := w.sel.States[w.index].Chan.(*ssa.UnOp)
		if !ok || load.Op != token.MUL || !ir.Reaches(load, load, nil) {
			continue
		}
		c, ok := cleared[s.e.PlaceOf(load.X)]
		this := loopOf{w.f, s.e.PlaceOf(load.X)}
		if !ok || said[this] || c.f.Within(w.f) || s.e.locked(w.f, load) || s.endsLoop(c.f) {
			continue
		}
		said[this] = true
		pos := w.sel.States[w.index].Pos
		s.add(&Leak{Kind: Reread, Func: w.f, Pos: pos, Confidence: finding.Likely, Chain: []finding.Step{
			s.e.Step(pos, "reads the channel from the field in each round"), s.e.Step(s.e.At(c.close.Call.Pos()), "closes it and sets the field to nil"),
		}})
	}
}

// endsLoop reports whether a function ends the event loop, and with it commonly the program: what it leaves behind matters
// to nobody.
func (s *leakSearch) endsLoop(f *engine.Func) bool {
	for _, b := range f.SSA.Blocks {
		for _, in := range b.Instrs {
			if call, ok := in.(ssa.CallInstruction); ok {
				if fn, _ := ir.MethodOf(call.Common()); fn != nil && s.e.Set.Call(fn).Stop || engine.EndsProgram(call.Common()) {
					return true
				}
			}
		}
	}
	return false
}

// locked reports whether a mutex is held at an instruction.
func (e *Finder) locked(f *engine.Func, in ssa.Instruction) bool { return len(e.Locks(f)[in]) > 0 }

// receivers finds goroutines that send their result on a channel without a buffer, while the only receiver is a select that
// may choose another case and go on.
func (s *leakSearch) receivers() {
	for _, f := range s.e.Bodies {
		if f.SSA == nil || onlyStartup(f) || s.e.Dead(f) {
			continue
		}
		for _, b := range f.SSA.Blocks {
			for _, in := range b.Instrs {
				if m, ok := in.(*ssa.MakeChan); ok {
					s.receiver(f, m)
				}
			}
		}
	}
}

func (s *leakSearch) receiver(f *engine.Func, m *ssa.MakeChan) {
	if size, ok := m.Size.(*ssa.Const); !ok || size.Int64() != 0 {
		return
	}
	uses, ok := s.chanUses(m)
	if !ok || len(uses.sends) != 1 || len(uses.selects) == 0 {
		return
	}
	send := uses.sends[0]
	g := s.e.BySSA[send.Parent()]
	if g == nil || g == f || len(starts(g)) == 0 {
		return
	}
	for _, sel := range uses.selects {
		if sel.Parent() != f.SSA || len(sel.States) < 2 && sel.Blocking || ir.Reaches(sel, sel, nil) || !s.forsaken(sel, m, starts(g)[0]) {
			return
		}
	}
	l := &Leak{Kind: Receiver, Func: g, Pos: send.Pos(), Confidence: finding.Likely}
	l.Chain = append(s.startSteps(starts(g)[0]), s.e.Step(send.Pos(), "sends the result"), s.e.Step(s.e.OpPosition(uses.selects[0]), "receives it, or goes on without"))
	s.add(l)
}

// forsaken reports whether another case of the select goes on while the goroutine still has to send. A case that the same
// goroutine feeds is its other answer, and one that ends the program ends the goroutine, too.
func (s *leakSearch) forsaken(sel *ssa.Select, m *ssa.MakeChan, start *engine.Edge) bool {
	for i, st := range sel.States {
		if other := s.made(st.Chan); st.Dir == types.RecvOnly && other != m && !s.fedBy(other, start) {
			if b := caseBody(sel, i); b != nil && !panicsIn(b) {
				return true
			}
			if i == len(sel.States)-1 { // the last case has no test of its own
				return true
			}
		}
	}
	return !sel.Blocking
}

// fedBy reports whether a goroutine sends to a channel.
func (s *leakSearch) fedBy(m *ssa.MakeChan, start *engine.Edge) bool {
	if m == nil {
		return false
	}
	uses, _ := s.chanUses(m)
	for _, send := range uses.sends {
		g := s.e.BySSA[send.Parent()]
		if g == nil {
			continue
		}
		for _, ed := range starts(g) {
			if ed.Instr == start.Instr {
				return true
			}
		}
	}
	return false
}

func panicsIn(b *ssa.BasicBlock) bool {
	for _, in := range b.Instrs {
		switch in := in.(type) {
		case *ssa.Panic:
			return true
		case *ssa.Call:
			if engine.EndsProgram(in.Common()) {
				return true
			}
		}
	}
	return false
}

type chanUse struct {
	sends   []*ssa.Send
	selects []*ssa.Select
}

// chanUses returns what is done with a channel, if it stays in one variable and the literals that capture that.
func (s *leakSearch) chanUses(m *ssa.MakeChan) (chanUse, bool) {
	var u chanUse
	values := []ssa.Value{m}
	for i := 0; i < len(values) && i < 100; i++ {
		refs := values[i].Referrers()
		if refs == nil {
			return u, false
		}
		for _, ref := range *refs {
			switch ref := ref.(type) {
			case *ssa.Send:
				if ref.Chan != values[i] {
					return u, false
				}
				u.sends = append(u.sends, ref)
			case *ssa.Select:
				u.selects = append(u.selects, ref)
			case *ssa.Store:
				if a, ok := ref.Addr.(*ssa.Alloc); ok && ref.Val == values[i] && len(ir.StoredIn(a)) == 1 {
					values = append(values, a)
				} else if ref.Addr != values[i] {
					return u, false
				}
			case *ssa.UnOp:
				if ref.Op != token.MUL {
					return u, false // a plain receive
				}
				values = append(values, ref)
			case *ssa.ChangeType:
				values = append(values, ref)
			case *ssa.MakeClosure:
				for j, b := range ref.Bindings {
					if b == values[i] {
						values = append(values, ref.Fn.(*ssa.Function).FreeVars[j])
					}
				}
			case *ssa.DebugRef:
			default:
				return u, false
			}
		}
	}
	return u, true
}

// made returns where the channel in a variable is made.
func (s *leakSearch) made(ch ssa.Value) *ssa.MakeChan {
	switch v := ch.(type) {
	case *ssa.MakeChan:
		return v
	case *ssa.ChangeType:
		return s.made(v.X)
	case *ssa.UnOp:
		if a := s.e.Variable(v.X); a != nil && v.Op == token.MUL {
			if vals := ir.StoredIn(a); len(vals) == 1 {
				return s.made(vals[0])
			}
		}
	}
	return nil
}
