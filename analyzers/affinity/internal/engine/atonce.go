package engine

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// This file is about waiting for a goroutine that has nothing to wait for: "go func() { defer close(done); post(f) }(); <-done".
// It ends as soon as the goroutine has run.
//
// It is a must analysis: the function starts the goroutine itself, on every way to the wait, and the goroutine closes the
// channel, or sends to it, on every way to its end. That what it calls in other packages is quick where nothing says otherwise
// is taken for granted; a call through an interface or of a function value is not.

// markAtOnce makes possible what waits for such goroutines only.
func (e *Engine) markAtOnce() {
	for _, f := range e.Bodies {
		if f.SSA == nil || len(f.recv)+len(f.selects) == 0 || !startsGoroutines(f) {
			continue
		}
		for _, op := range f.Ops {
			if op.Kind == Blocks && op.Tier == toolkit.TierWait && op.Confidence.AtLeast(finding.Likely) && e.answeredAtOnce(f, op.Instr) {
				op.Confidence = finding.Possible
			}
		}
	}
}

func startsGoroutines(f *Func) bool {
	return slices.ContainsFunc(f.Outgoing, func(ed *Edge) bool { return ed.Mode == InBackground && ed.Instr != nil })
}

func (e *Engine) answeredAtOnce(f *Func, in ssa.Instruction) bool {
	switch in := in.(type) {
	case *ssa.UnOp:
		return e.channelAtOnce(f, in, in.X)
	case *ssa.Select: // one is enough
		return slices.ContainsFunc(in.States, func(st *ssa.SelectState) bool {
			return st.Dir == types.RecvOnly && e.channelAtOnce(f, in, st.Chan)
		})
	}
	return false
}

// channelAtOnce reports whether a goroutine that f has started just before ends a wait for the channel, whichever it is.
func (e *Engine) channelAtOnce(f *Func, wait ssa.Instruction, ch ssa.Value) bool {
	sites := e.ChanSites(ch)
	for _, site := range sites {
		if site.Parent() != f.SSA {
			return false
		}
		if !slices.ContainsFunc(e.enders().closing[site], func(g *Func) bool {
			return e.startedBefore(f, g, wait) && e.endsAtOnce(g, site)
		}) {
			return false
		}
	}
	return len(sites) > 0
}

// startedBefore reports whether a function starts a goroutine, and nobody else does, on every way to an instruction.
func (e *Engine) startedBefore(f, g *Func, at ssa.Instruction) bool {
	return onOwnGoroutine(g) && len(g.Incoming) == 1 && g.Incoming[0].From == f && g.Incoming[0].Instr != nil && g.Incoming[0].Instr.Block().Dominates(at.Block())
}

// endsAtOnce reports whether a goroutine closes a channel, or sends to it, whatever happens, and does nothing slow.
func (e *Engine) endsAtOnce(g *Func, site *ssa.MakeChan) bool {
	if callsUnknown(g) {
		return false
	}
	var end ssa.Instruction
	missed := false
	first := g.SSA.Blocks[0].Instrs[0]
	visit := func(in ssa.Instruction) bool {
		if e.ends(in, site) {
			end = in
			return true
		}
		_, returns := in.(*ssa.Return)
		missed = missed || returns
		return false
	}
	if !visit(first) {
		ir.Reaches(first, nil, visit)
	}
	return end != nil && !missed && !e.slow(Place{g, end}, g, 4, map[*Func]bool{})
}

// ends reports whether an instruction closes a channel or sends to it.
func (e *Engine) ends(in ssa.Instruction, site *ssa.MakeChan) bool {
	switch in := in.(type) {
	case *ssa.Send:
		return slices.Contains(e.ChanSites(in.Chan), site)
	case ssa.CallInstruction:
		closed := closedBy(in.Common())
		return closed != nil && slices.Contains(e.ChanSites(closed), site)
	}
	return false
}
