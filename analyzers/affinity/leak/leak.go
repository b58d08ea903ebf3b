package leak

import (
	"go/token"
	"sort"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// A Kind says why something lives on that nobody needs.
type Kind uint8

const (
	Endless    Kind = iota // a goroutine that never ends is started again and again
	Stopped                // a goroutine waits for a timer that somebody stops
	Reset                  // many goroutines wait for one tick
	Receiver               // a goroutine sends to somebody who has gone on
	Signal                 // a stop signal is lost when nobody receives just then
	Reread                 // a loop reads its stop channel from a field that is cleared
	Break                  // a stop case leaves the select and not the loop
	Once                   // a Once is made at each call
	Intercept              // a window is closed past the only code that ends its work
	Restart                // what stops a goroutine is replaced while the goroutine runs
	Disconnect             // a task of a client that nothing ends at its disconnect
)

// A Leak is work of a window, page, client or message that nothing ends.
type Leak struct {
	Kind       Kind
	Func       *engine.Func
	Pos        token.Pos
	What       string
	Confidence finding.Confidence
	Chain      []finding.Step
}

// leakSearch finds leaks. Each kind is an analysis of its own; what they share is how often functions run (recur) and
// whether they end (endless).
type leakSearch struct {
	e      *Finder
	closes map[*ssa.MakeChan]bool // what somebody closes
}

// collectLeaks runs the search, for Leaks.
func (e *Finder) collectLeaks() {
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

func (s *leakSearch) add(l *Leak) { s.e.leaks = append(s.e.leaks, l) }

// endless reports the starts of goroutines that never end, in functions that run again and again.
func (s *leakSearch) endless() {
	for _, f := range s.e.Nodes() {
		a := s.e.Recurs[f]
		if a == nil {
			continue
		}
		for _, op := range f.Ops {
			if op.Kind != engine.Leaves || s.e.Guarded(op.Instr) || !op.Pos.IsValid() {
				continue
			}
			l := &Leak{Kind: Endless, Func: f, Pos: op.Pos, What: op.Callee, Confidence: engine.Weaker(a.Conf, op.Confidence)}
			text := "starts a goroutine"
			if op.Callee != "" {
				text = "calls " + op.Callee
			}
			l.Chain = append(s.e.againSteps(a), s.e.Step(op.Pos, text))
			l.Chain = append(l.Chain, op.Steps...)
			s.add(l)
		}
	}
}

// starts returns the edges that start a function as a goroutine or command.
func starts(f *engine.Func) []*engine.Edge {
	var out []*engine.Edge
	for _, ed := range f.Incoming {
		if ed.Mode == engine.InBackground {
			out = append(out, ed)
		}
	}
	return out
}

// startSteps says how a goroutine begins: again and again, if it is known to.
func (s *leakSearch) startSteps(ed *engine.Edge) []finding.Step {
	if a := s.e.Recurs[ed.From]; a != nil {
		return append(s.e.againSteps(a), s.e.EdgeSteps(ed)...)
	}
	return s.e.EdgeSteps(ed)
}

// onlyStartup reports whether a function runs before the event loop and at no other time.
func onlyStartup(f *engine.Func) bool { return f.Only(engine.Startup) }

// stopCase reports whether a state of a select in a loop ends the loop: its case comes to a return without another round.
func stopCase(sel *ssa.Select, index int) bool {
	body := caseBody(sel, index)
	if body == nil || !ir.Reaches(sel, sel, nil) {
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
		if other, i := ir.CaseEdge(b, b.Succs[0]); other == sel && i == index {
			return b.Succs[0]
		}
	}
	return nil
}

// againSteps is the witness of a way.
func (e *Finder) againSteps(a *engine.Again) []finding.Step {
	var rev []*engine.Again
	for ; a != nil; a = a.Prev {
		rev = append(rev, a)
	}
	var out []finding.Step
	for i := len(rev) - 1; i >= 0; i-- {
		out = append(out, rev[i].Steps...)
		if rev[i].Via != nil {
			out = append(out, e.EdgeSteps(rev[i].Via)...)
		}
	}
	return out
}

// identity names what a value is by where it is kept, or, for what only ever one variable holds, by where it is made.
func (e *Finder) identity(v ssa.Value) any {
	v = e.Origin(v, 0)
	if place := e.PlaceOf(v); place != nil {
		return place
	}
	return v
}
