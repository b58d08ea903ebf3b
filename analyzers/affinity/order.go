package affinity

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// waitedFor reports whether a posted function and the goroutine come one after the other, since the function that starts
// the one has posted the other: it waited for the posted function before, or for the goroutine.
func (e *engine) waitedFor(post *edge, mine *Entry) bool {
	start := mine.start().via
	if start == nil || post.instr == nil || start.instr == nil || post.from != start.from || post.instr.Parent() != start.instr.Parent() {
		return false
	}
	if !reaches(start.instr, post.instr, nil) {
		return post.waits || post.helper != nil && post.helper.waiter
	}
	return !reaches(start.instr, post.instr, func(in ssa.Instruction) bool {
		if sel, ok := in.(*ssa.Select); ok {
			return sel.Blocking
		}
		return e.synchronises(in)
	})
}

// comesFirst reports whether an access is done by the handler that a toolkit calls once, before it runs a command or another
// handler (Init of Bubble Tea), and mine begins with one of these. It is a must: the handler is called by nobody else, and the
// access is in its own body.
func (e *engine) comesFirst(a *Access, mine *Entry) bool {
	if len(a.Func.in) > 0 || len(e.rootsAt[a.Func]) == 0 || !slices.ContainsFunc(e.roots, func(r rootEntry) bool { return r.f == a.Func && r.turn == turnOnce }) {
		return false
	}
	start := mine.start().via
	if start == nil {
		return false
	}
	_, isCommand := start.instr.(*ssa.ChangeType)
	return isCommand || start.from != a.Func && start.from.Only(UI)
}

// prepares reports whether the UI goroutine's write is done by the function that starts the goroutine, before it does. It
// can still race with the goroutine of the time before; that is reported only for reads in the goroutine's own function,
// where a local variable would have done.
func prepares(rival, en *Entry) bool {
	start := en.start()
	if start.via == nil || start.via.instr == nil {
		return false
	}
	for x := rival; x != nil && x.via != nil; x = x.prev {
		if x.via.from == start.via.from && x.via.instr != nil && x.via.instr.Parent() == start.via.instr.Parent() {
			return !reaches(start.via.instr, x.via.instr, nil)
		}
	}
	return false
}

// reaches reports whether control can get from one instruction to another, past none that stops it.
func reaches(from, to ssa.Instruction, stop func(ssa.Instruction) bool) bool {
	seen := map[*ssa.BasicBlock]bool{}
	var visit func(b *ssa.BasicBlock, start int) bool
	visit = func(b *ssa.BasicBlock, start int) bool {
		for _, in := range b.Instrs[start:] {
			if in == to {
				return true
			}
			if stop != nil && stop(in) {
				return false
			}
		}
		for _, succ := range b.Succs {
			if !seen[succ] {
				seen[succ] = true
				if visit(succ, 0) {
					return true
				}
			}
		}
		return false
	}
	for i, in := range from.Block().Instrs {
		if in == from {
			return visit(from.Block(), i+1)
		}
	}
	return false
}

// afterStart reports whether the function that starts the goroutine goes on to use one of its own variables without
// waiting for the goroutine first.
func (e *engine) afterStart(other, mine *Access, en *Entry) bool {
	start := en.start()
	if start.via == nil || start.via.from != other.Func || start.via.instr == nil || mine.loc.Local.Parent() != other.Func.SSA {
		return false
	}
	if len(mine.held) > 0 {
		return false // guarded at least here: the rest is a matter of taste
	}
	if _, isCommand := start.via.instr.(*ssa.ChangeType); isCommand {
		return false // a command starts when the function that returns it has returned
	}
	return reaches(start.via.instr, other.instr, func(in ssa.Instruction) bool {
		return in == start.via.instr || e.synchronises(in) || in == ssa.Instruction(mine.loc.Local)
	})
}

// synchronises reports whether an instruction may wait for the goroutine: a receive, a select, a Wait, a call of something
// unknown. A select with a timer does not: it goes on when the time is up.
func (e *engine) synchronises(in ssa.Instruction) bool {
	switch in := in.(type) {
	case *ssa.UnOp:
		return in.Op.String() == "<-"
	case *ssa.Select:
		for _, st := range in.States {
			if fromTimer(st.Chan) || fromContext(st.Chan) {
				return false
			}
		}
		return true
	case *ssa.Call:
		fn := in.Call.StaticCallee()
		if fn == nil {
			return !isBuiltin(in.Call.Value)
		}
		body, ext := e.resolve(fn)
		if body != nil {
			for _, op := range body.Ops {
				if op.Kind == Blocks || op.Kind == WaitsForUI {
					return true
				}
			}
			return false
		}
		if ext == nil {
			return false
		}
		c := e.set.Call(ext)
		return c.Waits || c.Blocking != nil && c.Blocking.Tier.String() == "wait" || lockName(ext.Name())
	}
	return false
}

func isBuiltin(v ssa.Value) bool { _, ok := v.(*ssa.Builtin); return ok }

func lockName(name string) bool { return name == "Lock" || name == "RLock" || name == "Wait" }

func fromContext(ch ssa.Value) bool {
	call, ok := ch.(*ssa.Call)
	return ok && call.Call.IsInvoke() && call.Call.Method.Name() == "Done"
}
