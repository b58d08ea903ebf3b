package engine

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// This file knows where the screen belongs to somebody else: a program in a terminal hands it over to a child process, waits
// on purpose, and takes it back. Programs do so in helpers: one that runs its parameter between the two, or two of them.
//
// It is a must analysis: control comes to what is called suspended only through a call that hands the screen over, and no
// call that may take it back lies between. Lost are calls behind a condition (if the editor wants a terminal), through
// interfaces and in goroutines.

// noteScreen notes that a call ends the event loop or hands the screen over, or that it may take that back. A deferred call
// does so only at the end.
func (e *Engine) noteScreen(f *Func, in ssa.Instruction, stops, resumes bool) {
	if _, deferred := in.(*ssa.Defer); in == nil || deferred && stops {
		return
	}
	if stops && !slices.Contains(f.stops, in) {
		f.stops = append(f.stops, in)
	}
	if resumes && !slices.Contains(f.resumes, in) {
		f.resumes = append(f.resumes, in)
	}
}

// Stopped reports whether the function has ended the event loop, or handed the screen over, when it comes to an instruction:
// there is no user interface then that could freeze.
func (f *Func) Stopped(in ssa.Instruction) bool {
	for _, stop := range f.stops {
		if in != nil && stop != in && stop.Parent() == in.Parent() && stop.Block().Dominates(in.Block()) && !ir.Reaches(in, stop, nil) && !f.resumed(stop, in) {
			return true
		}
	}
	return false
}

// resumed reports whether the screen may have been taken back between two instructions.
func (f *Func) resumed(stop, in ssa.Instruction) bool {
	return slices.ContainsFunc(f.resumes, func(r ssa.Instruction) bool {
		_, deferred := r.(*ssa.Defer)
		return !deferred && r.Parent() == in.Parent() && ir.Reaches(stop, r, nil) && ir.Reaches(r, in, nil)
	})
}

// markSuspenders carries what is known of calls that hand the screen over to those who call a function that does it.
func (e *Engine) markSuspenders() {
	var queue []*Func
	for _, f := range e.Bodies {
		if len(f.stops)+len(f.resumes) > 0 {
			queue = append(queue, f)
		}
	}
	done := map[*Func]bool{}
	for ; len(queue) > 0; queue = queue[1:] {
		f := queue[0]
		if done[f] || f.SSA == nil {
			continue
		}
		done[f] = true
		suspends, resumes := f.Suspends(), len(f.resumes) > 0
		for _, ed := range f.Incoming {
			call, ok := ed.Instr.(*ssa.Call)
			if !ok || ed.Mode != Inline || ed.Helper != nil || ir.StaticCallee(call.Call.Value) == nil || ed.From.SSA == nil {
				continue
			}
			e.noteScreen(ed.From, call, suspends, resumes)
			queue = append(queue, ed.From)
		}
	}
}

// noteVia notes which operations a helper does that was given what does them: RunAction(session.Attach).
func noteVia(ops []*Op, inv *Invocation) {
	if inv.helper == nil && !inv.suspended {
		return
	}
	for _, op := range ops {
		op.via = inv
	}
}

// dropSuspended drops what blocks while the screen is handed over, as a helper runs it.
func (e *Engine) dropSuspended() {
	for _, f := range e.Bodies {
		f.Ops = slices.DeleteFunc(f.Ops, func(op *Op) bool {
			return op.Kind == Blocks && op.via != nil && (op.via.suspended || e.RunsSuspended(op.via.helper, op.via.param))
		})
	}
}

// Suspends reports whether the event loop has ended, or the screen is handed over, whenever a function returns.
func (f *Func) Suspends() bool {
	if f.SSA == nil || len(f.stops) == 0 || slices.ContainsFunc(f.resumes, func(r ssa.Instruction) bool { _, deferred := r.(*ssa.Defer); return deferred }) {
		return false
	}
	any := false
	for _, b := range f.SSA.Blocks {
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && b != f.SSA.Recover {
			any = true
			if !f.Stopped(ret) {
				return false
			}
		}
	}
	return any
}

// Resumes reports whether a function may take the screen back.
func (f *Func) Resumes() bool { return len(f.resumes) > 0 }

// Suspended reports whether what an edge runs finds the screen handed over: by the function that the edge stands in, or by
// the helper that runs its parameter.
func (e *Engine) Suspended(ed *Edge) bool {
	return ed.suspended || ed.From.Stopped(ed.Instr) || ed.Helper != nil && e.RunsSuspended(ed.Helper, ed.param)
}

// RunsSuspended reports whether a function runs its parameter on the goroutine that calls it, and each time with the screen
// handed over.
func (e *Engine) RunsSuspended(f *Func, param int) bool {
	key := helperParam{f, param}
	if known, ok := e.suspendedMemo[key]; ok {
		return known
	}
	if e.suspendedMemo == nil {
		e.suspendedMemo = map[helperParam]bool{}
	}
	e.suspendedMemo[key] = false // for what calls itself
	any, all := false, true
	for _, inv := range e.tokens[f][param] {
		if inv.mode == InBackground || inv.mode == InProcess {
			continue
		}
		any = true
		all = all && inv.mode == Inline && (inv.suspended || inv.from.Stopped(inv.Site.Instr) || inv.helper != nil && e.RunsSuspended(inv.helper, inv.param) ||
			inv.from != f && len(inv.from.Incoming) > 0 && !slices.ContainsFunc(inv.from.Incoming, func(ed *Edge) bool { return !e.Suspended(ed) }))
	}
	e.suspendedMemo[key] = any && all
	return any && all
}
