package redraw

import (
	"go/token"
	"go/types"
	"strings"
	"time"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// always reports whether every round comes to a block.
func always(l *engine.Loop, b *ssa.BasicBlock) bool {
	for _, latch := range l.Latches {
		if !b.Dominates(latch) {
			return false
		}
	}
	return true
}

// endless reports whether nothing in the loop leaves it. The channel of a timer is never closed.
func endless(l *engine.Loop) bool {
	for b := range l.Blocks {
		if ir.AsksTimer(b) {
			continue
		}
		for _, s := range b.Succs {
			if !l.Blocks[s] && !ir.Panics(s) {
				return false
			}
		}
		if _, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok {
			return false
		}
	}
	return true
}

// innermost reports whether no other loop lies between the instruction and the loop.
func innermost(l *engine.Loop, b *ssa.BasicBlock, all []*engine.Loop) bool {
	for _, other := range all {
		if other != l && other.Blocks[b] && l.Blocks[other.Head] {
			return false
		}
	}
	return true
}

// A pace is what a loop waits for in each round: the instruction, and how long it waits.
type pace struct {
	at    ssa.Instruction
	pos   token.Pos
	every time.Duration
	what  string // time.Sleep, time.NewTicker
}

// paces returns the waits for a time that is known, in source order.
func (e *Finder) paces(l *engine.Loop) []pace {
	var out []pace
	for _, b := range l.F.SSA.Blocks {
		if !l.Blocks[b] {
			continue
		}
		for _, in := range b.Instrs {
			switch in := in.(type) {
			case *ssa.Call:
				if fn := in.Call.StaticCallee(); fn != nil && fn.String() == "time.Sleep" {
					if d, ok := e.Duration(l.F, in.Call.Args[0]); ok {
						out = append(out, pace{in, e.At(in.Call.Pos()), d, "time.Sleep"})
					}
				}
			case *ssa.UnOp:
				if in.Op == token.ARROW {
					if p, ok := e.timerPace(l.F, in, in.X); ok {
						out = append(out, p)
					}
				}
			case *ssa.Select:
				for _, st := range in.States {
					if p, ok := e.timerPace(l.F, in, st.Chan); ok && st.Dir == types.RecvOnly {
						out = append(out, p)
					}
				}
			}
		}
	}
	return out
}

// timerPace finds the timer behind a channel.
func (e *Finder) timerPace(f *engine.Func, in ssa.Instruction, ch ssa.Value) (pace, bool) {
	if !ir.FromTimer(ch) {
		return pace{}, false
	}
	if load, ok := ch.(*ssa.UnOp); ok {
		ch = e.MadeBy(load.X.(*ssa.FieldAddr).X)
	}
	call, ok := ch.(*ssa.Call)
	if !ok || call.Call.StaticCallee() == nil || len(call.Call.Args) == 0 || call.Call.StaticCallee().Name() == "NewTimer" {
		return pace{}, false // a timer of its own accord rings once
	}
	owner := f
	if body := e.BySSA[call.Parent()]; body != nil {
		owner = body
	}
	d, ok := e.Duration(owner, call.Call.Args[0])
	return pace{in, e.At(call.Call.Pos()), d, "time." + call.Call.StaticCallee().Name()}, ok
}

// drivesUI reports whether an instruction hands something to the UI goroutine, or touches the UI, itself or through what it
// calls on its goroutine.
func (e *Finder) drivesUI(f *engine.Func, in ssa.Instruction) bool {
	call, ok := in.(ssa.CallInstruction)
	if !ok {
		return false
	}
	if fn := ir.CalleeOf(call.Common()); fn != nil {
		if c := e.Set.Call(fn); c.Dispatch || c.UI && !c.Safe {
			return true
		}
		if fn.Pkg() != nil && fn.Pkg() != e.Pass.Pkg && !toolkitStd(fn) {
			if sum := e.Deps.Fn(fn.Pkg().Path(), ir.FuncKey(fn)); sum != nil && summaryDrivesUI(sum) {
				return true
			}
		}
	}
	for _, ed := range f.Outgoing {
		if ed.Instr == in && (ed.Mode == engine.OnUI || ed.Mode == engine.Inline && e.bodyDrivesUI(ed.To)) {
			return true
		}
	}
	return false
}

func toolkitStd(fn *types.Func) bool { return !strings.Contains(fn.Pkg().Path(), ".") }

func summaryDrivesUI(sum *engine.FuncSummary) bool {
	for _, eff := range sum.Effects {
		if eff.Kind != engine.Blocks {
			return true
		}
	}
	for _, p := range sum.Params {
		for _, r := range p.Runs {
			if r.Mode == engine.OnUI {
				return true
			}
		}
	}
	for _, r := range sum.Runs {
		if r.Mode == engine.OnUI {
			return true
		}
	}
	return false
}

func (e *Finder) bodyDrivesUI(f *engine.Func) bool {
	if yes, ok := e.driving[f]; ok {
		return yes
	}
	e.driving[f] = false
	yes := false
	if f.SSA == nil {
		for _, ed := range f.Outgoing {
			yes = yes || ed.Mode == engine.OnUI || ed.Mode == engine.Inline && e.bodyDrivesUI(ed.To)
		}
	} else {
		for _, b := range f.SSA.Blocks {
			for _, in := range b.Instrs {
				yes = yes || e.drivesUI(f, in)
			}
		}
	}
	e.driving[f] = yes
	return yes
}

// mayWait reports whether an instruction can take time, as far as is known: everything can but what is listed here.
func (e *Finder) mayWait(in ssa.Instruction) bool {
	switch in := in.(type) {
	case *ssa.UnOp:
		return in.Op == token.ARROW
	case *ssa.Send:
		return true
	case *ssa.Select:
		return in.Blocking
	case *ssa.Next:
		return false
	case *ssa.Go, *ssa.Defer:
		return false
	case *ssa.Call:
		if ir.IsBuiltin(in.Call.Value) {
			return false
		}
		fn := ir.CalleeOf(&in.Call)
		return fn == nil || !immediate(fn)
	}
	return false
}

// immediate reports whether a function of the standard library only computes.
func immediate(fn *types.Func) bool {
	if fn.Pkg() == nil {
		return false
	}
	switch fn.Pkg().Path() {
	case "sync/atomic", "strings", "strconv", "math", "math/rand", "unicode", "unicode/utf8", "bytes", "errors":
		return true
	case "time":
		return fn.Name() != "Sleep"
	case "fmt":
		return strings.HasPrefix(fn.Name(), "Sprint") || fn.Name() == "Errorf"
	case "context":
		return fn.Name() == "Err" || fn.Name() == "Done"
	case "runtime":
		return fn.Name() == "Gosched"
	}
	return false
}
