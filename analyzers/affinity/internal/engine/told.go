package engine

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// This file is about "close(stop); <-done": who tells a goroutine to stop and waits until it has. That takes no longer than
// what the goroutine does at the moment, and where it does nothing but wait for what tells it to stop, among others, it ends
// at once.
//
// It is a must analysis over the goroutines in sight that can end the wait: each of them blocks only where it also waits for a
// channel that the function closes, or for a context if the function cancels one. That the context is the goroutine's is
// taken for granted, and so is that what it calls through interfaces is quick, if nothing in sight says otherwise. Lost are
// goroutines that get the order through a helper of theirs.

// An order is what tells goroutines to stop: the channels that are closed, or a context that is cancelled.
type order struct {
	closes  []*ssa.MakeChan
	cancels bool
}

// toldToStop reports whether an operation waits for goroutines that f has told to stop, and that do so at once.
func (e *Engine) toldToStop(f *Func, op *Op) bool {
	var enders []*Func
	switch in := op.Instr.(type) {
	case *ssa.UnOp:
		for _, site := range e.ChanSites(in.X) {
			enders = append(enders, e.enders().closing[site]...)
		}
	case ssa.CallInstruction:
		if args := in.Common().Args; op.What == "(*sync.WaitGroup).Wait" && len(args) == 1 {
			enders = e.enders().done[groupOf(args[0])]
		}
	}
	if len(enders) == 0 {
		return false
	}
	told := e.ordersBefore(f, op.Instr)
	if len(told.closes) == 0 && !told.cancels {
		return false
	}
	for _, g := range enders {
		for g.Parent != nil && len(g.Incoming) == 1 && g.Incoming[0].From == g.Parent && g.Incoming[0].Mode == Inline {
			g = g.Parent // a literal that it defers
		}
		if g == f || !onOwnGoroutine(g) || !e.obeys(g, told, 4, map[*Func]bool{}) {
			return false
		}
	}
	return true
}

// onOwnGoroutine reports whether a function is all that its goroutine does.
func onOwnGoroutine(g *Func) bool {
	return len(g.Incoming) > 0 && !slices.ContainsFunc(g.Incoming, func(ed *Edge) bool { return ed.Mode != InBackground })
}

// ordersBefore collects what a function, or a literal in it, closes or cancels before an instruction.
func (e *Engine) ordersBefore(f *Func, at ssa.Instruction) order {
	var out order
	collect := func(fn *ssa.Function) {
		for _, b := range fn.Blocks {
			for _, in := range b.Instrs {
				call, ok := in.(*ssa.Call)
				if !ok || fn == at.Parent() && !ir.Reaches(in, at, nil) {
					continue
				}
				if closed := closedBy(call.Common()); closed != nil {
					out.closes = append(out.closes, e.ChanSites(closed)...)
				}
				out.cancels = out.cancels || call.Call.Value.Type().String() == "context.CancelFunc"
			}
		}
	}
	collect(f.SSA)
	for _, lit := range f.SSA.AnonFuncs {
		collect(lit)
	}
	return out
}

// closedBy returns the channel that a call closes, or nil.
func closedBy(c *ssa.CallCommon) ssa.Value {
	if b, ok := c.Value.(*ssa.Builtin); ok && b.Name() == "close" {
		return c.Args[0]
	}
	return nil
}

// obeys reports whether a function never waits for long without also waiting for the order to stop.
func (e *Engine) obeys(f *Func, told order, depth int, seen map[*Func]bool) bool {
	if seen[f] {
		return true
	}
	seen[f] = true
	for _, op := range f.Ops {
		if op.Kind == WaitsForUI || op.Kind == Blocks && op.Confidence.AtLeast(finding.Likely) && !e.hears(op.Instr, told) {
			return false
		}
	}
	for _, ed := range f.Outgoing {
		if ed.Mode == Inline && (depth == 0 || !e.obeys(ed.To, told, depth-1, seen)) {
			return false
		}
	}
	return f.Slot == nil || !f.Slot.Funcs() || len(f.Outgoing) > 0
}

// hears reports whether an operation ends when the order comes.
func (e *Engine) hears(in ssa.Instruction, told order) bool {
	ends := func(ch ssa.Value) bool {
		return told.cancels && ir.FromContext(ch) || slices.ContainsFunc(e.ChanSites(ch), func(site *ssa.MakeChan) bool { return slices.Contains(told.closes, site) })
	}
	switch in := in.(type) {
	case *ssa.UnOp:
		return ends(in.X)
	case *ssa.Select:
		return slices.ContainsFunc(in.States, func(st *ssa.SelectState) bool { return st.Dir == types.RecvOnly && ends(st.Chan) })
	}
	return false
}

// An enderTable tells which functions close a channel, and which are done for a WaitGroup.
type enderTable struct {
	closing map[*ssa.MakeChan][]*Func
	done    map[any][]*Func
}

// enders collects who can end the waits for channels and WaitGroups.
func (e *Engine) enders() *enderTable {
	if e.endersMemo != nil {
		return e.endersMemo
	}
	t := &enderTable{map[*ssa.MakeChan][]*Func{}, map[any][]*Func{}}
	e.endersMemo = t
	for f, in := range e.Instructions() {
		switch in := in.(type) {
		case *ssa.Send:
			for _, site := range e.ChanSites(in.Chan) {
				t.closing[site] = append(t.closing[site], f)
			}
		case ssa.CallInstruction:
			c := in.Common()
			if closed := closedBy(c); closed != nil {
				for _, site := range e.ChanSites(closed) {
					t.closing[site] = append(t.closing[site], f)
				}
			} else if fn := ir.StaticCallee(c.Value); fn != nil && len(c.Args) == 1 && fn.String() == "(*sync.WaitGroup).Done" {
				if g := groupOf(c.Args[0]); g != nil {
					t.done[g] = append(t.done[g], f)
				}
			}
		}
	}
	return t
}

// groupOf names the WaitGroup at an address: by its field or variable.
func groupOf(addr ssa.Value) any {
	switch addr := addr.(type) {
	case *ssa.FieldAddr:
		return ir.FieldOf(addr.X.Type(), addr.Field)
	case *ssa.Global:
		return addr
	case *ssa.UnOp:
		return groupOf(addr.X)
	}
	return nil
}
