package affinity

import (
	"go/token"
	"sort"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// A LeakKind says why something lives on that nobody needs.
type LeakKind uint8

const (
	LeakEndless    LeakKind = iota // a goroutine that never ends is started again and again
	LeakStopped                    // a goroutine waits for a timer that somebody stops
	LeakReset                      // many goroutines wait for one tick
	LeakReceiver                   // a goroutine sends to somebody who has gone on
	LeakSignal                     // a stop signal is lost when nobody receives just then
	LeakReread                     // a loop reads its stop channel from a field that is cleared
	LeakBreak                      // a stop case leaves the select and not the loop
	LeakOnce                       // a Once is made at each call
	LeakIntercept                  // a window is closed past the only code that ends its work
	LeakRestart                    // what stops a goroutine is replaced while the goroutine runs
	LeakDisconnect                 // a task of a client that nothing ends at its disconnect
)

// A Leak is work of a window, page, client or message that nothing ends.
type Leak struct {
	Kind       LeakKind
	Func       *Func
	Pos        token.Pos
	What       string
	Confidence finding.Confidence
	Chain      []finding.Step
}

// leakSearch finds leaks. Each kind is an analysis of its own; what they share is how often functions run (recur) and
// whether they end (endless).
type leakSearch struct {
	e      *engine
	closes map[*ssa.MakeChan]bool // what somebody closes
}

// collectLeaks runs the search, for Leaks.
func (e *engine) collectLeaks() {
	s := &leakSearch{e: e}
	s.endless()
	s.signals()
	s.receivers()
	s.onces()
	s.intercepts()
	s.tasks()
	s.restarts()
	sort.SliceStable(e.leaks, func(i, j int) bool { return e.leaks[i].Pos < e.leaks[j].Pos })
	seen := map[token.Pos]bool{}
	out := e.leaks[:0]
	for _, l := range e.leaks {
		if !seen[l.Pos] {
			seen[l.Pos] = true
			out = append(out, l)
		}
	}
	e.leaks = out
}

// Leaks returns the work that nothing ends.
func (r *Result) Leaks() []*Leak { return r.engine.leaks }

func (s *leakSearch) add(l *Leak) { s.e.leaks = append(s.e.leaks, l) }

// endless reports the starts of goroutines that never end, in functions that run again and again.
func (s *leakSearch) endless() {
	for _, f := range s.e.nodes() {
		a := s.e.recurs[f]
		if a == nil {
			continue
		}
		for _, op := range f.Ops {
			if op.Kind != Leaves || s.e.guarded(op.instr) || !op.Pos.IsValid() {
				continue
			}
			l := &Leak{Kind: LeakEndless, Func: f, Pos: op.Pos, What: op.Callee, Confidence: weaker(a.conf, op.Confidence)}
			text := "starts a goroutine"
			if op.Callee != "" {
				text = "calls " + op.Callee
			}
			l.Chain = append(s.e.againSteps(a), s.e.step(op.Pos, text))
			l.Chain = append(l.Chain, op.Steps...)
			s.add(l)
		}
	}
}

// starts returns the edges that start a function as a goroutine or command.
func starts(f *Func) []*edge {
	var out []*edge
	for _, ed := range f.in {
		if ed.mode == InBackground {
			out = append(out, ed)
		}
	}
	return out
}

// startSteps says how a goroutine begins: again and again, if it is known to.
func (s *leakSearch) startSteps(ed *edge) []finding.Step {
	if a := s.e.recurs[ed.from]; a != nil {
		return append(s.e.againSteps(a), s.e.edgeSteps(ed)...)
	}
	return s.e.edgeSteps(ed)
}

// onlyStartup reports whether a function runs before the event loop and at no other time.
func onlyStartup(f *Func) bool { return f.Only(Startup) }

// caseEdge reports whether the branch from b to succ is taken for one state of a select, and for which.
func caseEdge(b, succ *ssa.BasicBlock) (*ssa.Select, int) {
	cond, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok || b.Succs[0] != succ {
		return nil, 0
	}
	bin, ok := cond.Cond.(*ssa.BinOp)
	if !ok || bin.Op != token.EQL {
		return nil, 0
	}
	ext, ok := bin.X.(*ssa.Extract)
	index, isConst := bin.Y.(*ssa.Const)
	if !ok || ext.Index != 0 || !isConst {
		return nil, 0
	}
	sel, ok := ext.Tuple.(*ssa.Select)
	if !ok {
		return nil, 0
	}
	return sel, int(index.Int64())
}

// stopCase reports whether a state of a select in a loop ends the loop: its case comes to a return without another round.
func stopCase(sel *ssa.Select, index int) bool {
	body := caseBody(sel, index)
	if body == nil || !reaches(sel, sel, nil) {
		return false
	}
	seen := map[*ssa.BasicBlock]bool{sel.Block(): true, body: true}
	for queue := []*ssa.BasicBlock{body}; len(queue) > 0; queue = queue[1:] {
		b := queue[0]
		if b == sel.Block() {
			continue
		}
		if _, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok {
			return true
		}
		for _, succ := range b.Succs {
			if !seen[succ] {
				seen[succ] = true
				queue = append(queue, succ)
			}
		}
	}
	return false
}

// caseBody is the block that runs when a state of a select is chosen.
func caseBody(sel *ssa.Select, index int) *ssa.BasicBlock {
	for _, b := range sel.Parent().Blocks {
		if len(b.Succs) != 2 {
			continue
		}
		if other, i := caseEdge(b, b.Succs[0]); other == sel && i == index {
			return b.Succs[0]
		}
	}
	return nil
}
