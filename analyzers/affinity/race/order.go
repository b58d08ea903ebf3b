package race

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/access"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// waitedFor reports whether a posted function and the goroutine come one after the other, since the function that starts
// the one has posted the other: it waited for the posted function before, or for the goroutine.
func (e *Finder) waitedFor(post *engine.Edge, mine *engine.Entry) bool {
	start := mine.Start().Via
	if start == nil || post.Instr == nil || start.Instr == nil || post.From != start.From || post.Instr.Parent() != start.Instr.Parent() {
		return false
	}
	if !ir.Reaches(start.Instr, post.Instr, nil) {
		return post.Waits || post.Helper != nil && post.Helper.Waiter
	}
	return !ir.Reaches(start.Instr, post.Instr, func(in ssa.Instruction) bool {
		if sel, ok := in.(*ssa.Select); ok {
			return sel.Blocking
		}
		return e.Synchronises(in)
	})
}

// comesFirst reports whether an access is done by the handler that a toolkit calls once, before it runs a command or another
// handler (Init of Bubble Tea), and mine begins with one of these, or with a goroutine that the handler starts afterwards. It is
// a must: the handler is called by nobody else, and the access is in its own body.
func (e *Finder) comesFirst(a *access.Access, mine *engine.Entry) bool {
	if len(a.Func.Incoming) > 0 || len(e.RootsAt[a.Func]) == 0 || !slices.ContainsFunc(e.Roots, func(r engine.RootEntry) bool { return r.F == a.Func && r.Turn == engine.TurnOnce }) {
		return false
	}
	start := mine.Start().Via
	if start == nil {
		return false
	}
	_, isCommand := start.Instr.(*ssa.ChangeType)
	if start.From == a.Func && start.Instr != nil && a.Instr != nil && start.Instr.Parent() == a.Instr.Parent() && !ir.Reaches(start.Instr, a.Instr, nil) {
		return true
	}
	return isCommand || start.From != a.Func && start.From.Only(engine.UI)
}

// prepares reports whether the UI goroutine's write is done by the function that starts the goroutine, before it does. It
// can still race with the goroutine of the time before; that is reported only for reads in the goroutine's own function,
// where a local variable would have done.
func prepares(rival, en *engine.Entry) bool {
	start := en.Start()
	if start.Via == nil || start.Via.Instr == nil {
		return false
	}
	for x := rival; x != nil && x.Via != nil && !x.Via.Handles(); x = x.Prev { // a handler that it registers runs later
		if x.Via.From == start.Via.From && x.Via.Instr != nil && x.Via.Instr.Parent() == start.Via.Instr.Parent() {
			return ir.Reaches(x.Via.Instr, start.Via.Instr, nil) && !ir.Reaches(start.Via.Instr, x.Via.Instr, nil)
		}
	}
	return false
}

// afterStart reports whether the function that starts the goroutine goes on to use one of its own variables without
// waiting for the goroutine first.
func (e *Finder) afterStart(other, mine *access.Access, en *engine.Entry) bool {
	start := en.Start()
	if start.Via == nil || start.Via.From != other.Func || start.Via.Instr == nil || mine.Loc.Local.Parent() != other.Func.SSA {
		return false
	}
	if len(mine.Held) > 0 {
		return false // guarded at least here: the rest is a matter of taste
	}
	if _, isCommand := start.Via.Instr.(*ssa.ChangeType); isCommand {
		return false // a command starts when the function that returns it has returned
	}
	return ir.Reaches(start.Via.Instr, other.Instr, func(in ssa.Instruction) bool {
		return in == start.Via.Instr || e.Synchronises(in) || in == ssa.Instruction(mine.Loc.Local)
	})
}
