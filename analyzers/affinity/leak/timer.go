package leak

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// A timerCall is a Stop or Reset of a timer or ticker.
type timerCall struct {
	f     *engine.Func
	call  ssa.CallInstruction
	reset bool
}

// findTimers runs timers ahead of the other searches: what it finds is not reported again as a goroutine that never ends.
func (e *Finder) findTimers() {
	e.TimerStarts = map[ssa.Instruction]bool{}
	(&leakSearch{e: e}).timers()
}

// timers finds goroutines that wait for nothing but a timer's channel, where others stop or reset that timer. Stop does not
// close the channel, so the goroutine waits for ever; and one tick wakes one of many.
//
// It goes by the variable that holds the timer, for all instances.
func (s *leakSearch) timers() {
	calls := map[any][]timerCall{}
	s.e.EachInstr(func(f *engine.Func, in ssa.Instruction) {
		call, ok := in.(ssa.CallInstruction)
		if !ok {
			return
		}
		fn := call.Common().StaticCallee()
		if fn == nil || fn.Name() != "Stop" && fn.Name() != "Reset" || len(call.Common().Args) == 0 || !hasTimerField(call.Common().Args[0].Type()) {
			return
		}
		key := s.e.identity(call.Common().Args[0])
		calls[key] = append(calls[key], timerCall{f, call, fn.Name() == "Reset"})
	})
	for _, g := range s.e.Bodies {
		if g.SSA == nil || len(starts(g)) == 0 {
			continue
		}
		for _, b := range g.SSA.Blocks {
			for _, in := range b.Instrs {
				if key := s.timerWait(in); key != nil {
					s.timerWaiter(g, in, key, calls[key])
				}
			}
		}
	}
}

func hasTimerField(t types.Type) bool {
	_, st := ir.StructOf(t)
	for i := range st.NumFields() {
		if engine.TimerField(t, i) {
			return true
		}
	}
	return false
}

// timerWait returns the variable that holds the timer, if an instruction waits for that timer and for nothing else.
func (s *leakSearch) timerWait(in ssa.Instruction) any {
	switch in := in.(type) {
	case *ssa.UnOp:
		if in.Op.String() == "<-" {
			return s.timerPlace(in.X)
		}
	case *ssa.Select:
		if !in.Blocking || len(in.States) != 1 || in.States[0].Dir != types.RecvOnly {
			return nil
		}
		return s.timerPlace(in.States[0].Chan)
	}
	return nil
}

func (s *leakSearch) timerPlace(ch ssa.Value) any {
	owner := engine.TimerOf(ch)
	if owner == nil {
		return nil
	}
	return s.e.identity(owner)
}

// timerWaiter judges one wait in a goroutine.
func (s *leakSearch) timerWaiter(g *engine.Func, in ssa.Instruction, key any, calls []timerCall) {
	pos := s.e.OpPosition(in)
	start := starts(g)[0]
	for _, c := range calls {
		if c.f.Within(g) || s.e.Dead(c.f) || onlyStartup(c.f) || s.onlyFrom(c.f, g) || s.endsLoop(c.f) {
			continue
		}
		if at := c.call.Block(); s.e.Unreached[at] || s.e.Unlikely[at] {
			continue
		}
		l := &Leak{Func: g, Pos: pos, Confidence: engine.Weaker(start.Conf, finding.Likely)}
		if c.reset {
			// A function that resets the timer for which it starts a goroutine is made to be called again.
			if c.f != start.From && s.e.Recurs[start.From] == nil || ir.Reaches(in, in, nil) || madeIn(key) != nil || s.e.Guarded(start.Instr) {
				continue
			}
			l.Kind = Reset
		} else if l.Kind = Stopped; madeIn(key) == c.f.SSA && s.e.Recurs[c.f] == nil {
			l.Confidence = finding.Possible // once, perhaps for as long as the program runs
		}
		name := c.call.Common().StaticCallee().Name()
		if l.Confidence.AtLeast(finding.Likely) {
			s.e.TimerStarts[start.Instr] = true
		}
		l.Chain = append(s.startSteps(start), s.e.Step(pos, "waits for the timer"), s.e.Step(s.e.At(c.call.Common().Pos()), "calls "+name))
		s.add(l)
		return
	}
}

// madeIn is the function that makes what a local variable holds, or nil for what outlives it.
func madeIn(key any) *ssa.Function {
	switch key := key.(type) {
	case *ssa.Alloc:
		return key.Parent()
	case *ssa.Call:
		return key.Parent()
	}
	return nil
}

// onlyFrom reports whether nobody but a goroutine calls a function.
func (s *leakSearch) onlyFrom(f, g *engine.Func) bool {
	seen := map[*engine.Func]bool{f: true}
	for queue := []*engine.Func{f}; len(queue) > 0; queue = queue[1:] {
		x := queue[0]
		if x.Within(g) {
			continue
		}
		if len(x.Incoming) == 0 {
			return false
		}
		for _, ed := range x.Incoming {
			if ed.Mode != engine.Inline {
				return false
			}
			if !seen[ed.From] {
				seen[ed.From] = true
				queue = append(queue, ed.From)
			}
		}
	}
	return true
}
