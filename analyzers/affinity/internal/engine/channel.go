package engine

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// What the operations on channels are called in reports.
const (
	whatReceive = "a receive from a channel"
	whatSend    = "a send on a channel"
	whatSelect  = "a select without default"
)

func (e *Engine) waits(f *Func, in ssa.Instruction, pos token.Pos, conf finding.Confidence, what string) {
	if e.Foreign {
		conf = finding.Possible // a library's inner hand-shakes are seldom long
	}
	f.addOp(&Op{Effect: Effect{Kind: Blocks, Tier: toolkit.TierWait, Confidence: conf, What: what}, Pos: pos, Instr: in})
}

func (e *Engine) receive(f *Func, v *ssa.UnOp) {
	what := whatReceive
	if ir.FromTimer(v.X) {
		what = "waiting for a timer"
	}
	pos := v.Pos()
	f.recv = append(f.recv, v)
	e.waits(f, v, pos, finding.Likely, what)
}

// send notes a send that may wait. Where all channels that can be meant have a buffer it waits only when that is full,
// which nobody can tell from the code: possible.
func (e *Engine) send(f *Func, in *ssa.Send) {
	f.sends = append(f.sends, in)
}

// finishSends judges the sends when the flow is known.
func (e *Engine) finishSends() {
	for _, f := range e.Bodies {
		for _, in := range f.sends {
			conf := finding.Possible
			if e.Unbuffered(in.Chan) && !e.takenAtOnce(in.Chan) && !e.expected(f, in.Chan) {
				conf = finding.Likely
			}
			e.waits(f, in, in.Pos(), conf, whatSend)
		}
		for _, v := range f.recv {
			if e.filled(f, v) {
				for _, op := range f.Ops {
					if op.Pos == v.Pos() {
						op.Confidence = finding.Possible
					}
				}
			}
		}
		if e.computes(f) {
			for _, op := range f.Ops {
				if Joins(op) {
					op.Confidence = finding.Possible
				}
			}
		}
		for _, op := range f.Ops {
			if op.Kind == Blocks && op.Tier == toolkit.TierWait && op.Confidence.AtLeast(finding.Likely) && f.SSA != nil && e.toldToStop(f, op) {
				op.Confidence = finding.Possible
			}
		}
		for _, sel := range f.selects {
			if e.ready(sel) {
				for _, op := range f.Ops {
					if op.Pos == waitPos(sel) {
						op.Confidence = finding.Possible
					}
				}
			}
		}
	}
}

// Joins reports whether an operation waits for goroutines that work together.
func Joins(op *Op) bool {
	return op.Kind == Blocks && (op.What == "(*sync.WaitGroup).Wait" || op.What == "(*errgroup.Group).Wait")
}

// computes reports whether a function starts goroutines that only compute: to wait for these is to compute, on several
// processors.
func (e *Engine) computes(f *Func) bool {
	any := false
	for _, ed := range f.Outgoing {
		if ed.Mode != InBackground {
			continue
		}
		if any = true; callsUnknown(ed.To) || e.slow(Place{}, ed.To, 4, map[*Func]bool{}) {
			return false
		}
	}
	return any
}

// callsUnknown reports whether a function calls function values or methods of interfaces.
func callsUnknown(f *Func) bool {
	if f.SSA == nil {
		return true
	}
	for _, b := range f.SSA.Blocks {
		for _, in := range b.Instrs {
			if c, ok := in.(ssa.CallInstruction); ok && c.Common().StaticCallee() == nil && !ir.IsBuiltin(c.Common().Value) {
				return true
			}
		}
	}
	return false
}

// ready reports whether a select has a send that seldom waits: there is room in the channel, or somebody stands ready.
func (e *Engine) ready(sel *ssa.Select) bool {
	for _, st := range sel.States {
		if st.Send != nil && (e.buffered(st.Chan) || e.takenAtOnce(st.Chan)) {
			return true
		}
	}
	return false
}

// buffered reports whether the channel has a buffer, wherever it may have been made.
func (e *Engine) buffered(ch ssa.Value) bool {
	sites := e.ChanSites(ch)
	for _, t := range sites {
		if size, ok := t.Size.(*ssa.Const); ok && size.Int64() == 0 {
			return false
		}
	}
	return len(sites) > 0
}

// takenAtOnce reports whether a goroutine stands ready to receive from the channel: every receiver in sight loops, and does
// nothing between two receives that takes time.
func (e *Engine) takenAtOnce(ch ssa.Value) bool {
	any := false
	for _, site := range e.ChanSites(ch) {
		for _, p := range e.takers()[site] {
			if !ir.Reaches(p.In, p.In, nil) || e.slow(p, p.F, 4, map[*Func]bool{}) {
				return false
			}
			any = true
		}
	}
	return any
}

// slow reports whether a receiver, or what it calls, does anything on its goroutine that may take long, beside waiting for
// what it receives.
func (e *Engine) slow(p Place, f *Func, depth int, seen map[*Func]bool) bool {
	if seen[f] {
		return false
	}
	seen[f] = true
	for _, op := range f.Ops {
		if op.Kind == WaitsForUI || op.Kind == Blocks && (p.In == nil || op.Pos != waitPos(p.In)) && op.Confidence.AtLeast(finding.Likely) {
			return true
		}
	}
	for _, ed := range f.Outgoing {
		if ed.Mode == Inline && (depth == 0 || e.slow(p, ed.To, depth-1, seen)) {
			return true
		}
	}
	return false
}

// waitPos is where the operation of a receive or a select stands.
func waitPos(in ssa.Instruction) token.Pos {
	if sel, ok := in.(*ssa.Select); ok && !sel.Pos().IsValid() {
		return sel.States[0].Pos
	}
	return in.Pos()
}

// takers collects the receives of each channel.
func (e *Engine) takers() map[*ssa.MakeChan][]Place {
	if e.receivers != nil {
		return e.receivers
	}
	e.receivers = map[*ssa.MakeChan][]Place{}
	take := func(f *Func, in ssa.Instruction, ch ssa.Value) {
		for _, site := range e.ChanSites(ch) {
			e.receivers[site] = append(e.receivers[site], Place{f, in})
		}
	}
	for _, f := range e.Bodies {
		if f.SSA == nil {
			continue
		}
		for _, v := range f.recv {
			take(f, v, v.X)
		}
		for _, sel := range f.selects {
			for _, st := range sel.States {
				if st.Send == nil {
					take(f, sel, st.Chan)
				}
			}
		}
	}
	return e.receivers
}

// Unbuffered reports whether the channel is one that this package makes without a buffer, on every way that is in sight.
func (e *Engine) Unbuffered(ch ssa.Value) bool {
	sites := e.ChanSites(ch)
	for _, t := range sites {
		if size, ok := t.Size.(*ssa.Const); !ok || size.Int64() != 0 {
			return false
		}
	}
	return len(sites) > 0
}

// ChanSites returns where the channels are made that the value can be.
func (e *Engine) ChanSites(ch ssa.Value) []*ssa.MakeChan {
	c := e.CellOf(ch)
	if c == nil {
		return nil
	}
	var out []*ssa.MakeChan
	for _, t := range c.Order {
		if t.Kind == chanTarget {
			out = append(out, t.ch)
		}
	}
	return out
}

// filled reports whether a receive takes what the same function has put into a buffered channel before.
func (e *Engine) filled(f *Func, v *ssa.UnOp) bool {
	for _, s := range f.sends {
		if s.Chan == v.X && s.Block().Dominates(v.Block()) {
			return true
		}
	}
	return false
}

// selects notes a select that waits. One with a default never does.
func (e *Engine) selects(f *Func, in *ssa.Select) {
	for _, st := range in.States {
		if st.Dir == types.SendOnly {
			e.link(e.CellOf(st.Send), e.CellOf(st.Chan), nil)
		}
	}
	f.selects = append(f.selects, in)
	if in.Blocking && len(in.States) > 0 {
		e.waits(f, in, waitPos(in), finding.Likely, whatSelect)
	}
}
