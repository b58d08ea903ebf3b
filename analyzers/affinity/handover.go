package affinity

import (
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// This file finds out when one side of a race is over before the other begins. Each of its answers is a must: what is not
// proven to come first may run at the same time.

// over reports whether a literal of the function that starts a goroutine has run, and never runs again, before it does so:
// the literal is only handed to calls that return when it has run, and they come first.
func (e *engine) over(lit *Func, start *edge) bool {
	if start == nil || start.instr == nil {
		return false
	}
	for lit.Parent != nil && lit.Parent != start.from {
		lit = lit.Parent
	}
	mc := e.closures[lit.SSA]
	if lit.Parent == nil || mc == nil || mc.Referrers() == nil || start.instr.Parent() != mc.Parent() {
		return false
	}
	any := false
	for _, ref := range *mc.Referrers() {
		if _, debug := ref.(*ssa.DebugRef); debug {
			continue
		}
		call, ok := ref.(*ssa.Call)
		if !ok || !e.runsAndReturns(call, mc) || reaches(start.instr, call, nil) {
			return false
		}
		any = true
	}
	return any
}

// runsAndReturns reports whether a call is over only when the literals that it is given have run, and keeps none of them.
func (e *engine) runsAndReturns(call *ssa.Call, arg ssa.Value) bool {
	c := call.Common()
	if c.Value == arg {
		return true
	}
	fn := staticCallee(c.Value)
	if fn == nil {
		return false
	}
	body, ext := e.resolve(fn)
	if ext != nil {
		return e.set.Call(ext).Waits
	}
	if body == nil {
		return false
	}
	for i, a := range alignArgs(c.Args, len(body.SSA.Params)) {
		if a != arg {
			continue
		}
		if len(body.runs[i]) == 0 || len(body.escapes[i])+len(body.handed[i]) > 0 {
			return false
		}
		for _, r := range body.runs[i] {
			if r.mode != Inline && !r.waits {
				return false
			}
		}
	}
	return true
}

// A place is an instruction in a function that one of the two sides of a race runs.
type place struct {
	f  *Func
	in ssa.Instruction
}

// places are the access itself and the calls that lead to it, out to where its goroutine begins.
func (a *Access) places(en *Entry) []place {
	out := []place{{a.Func, a.instr}}
	for x := en; x != nil && x.prev != nil && x.via != nil; x = x.prev {
		f := x.via.body()
		if f == nil {
			break
		}
		out = append(out, place{f, x.via.instr})
	}
	return out
}

// handedOver reports whether the background's access is over when the other begins: the goroutine gives a sign
// afterwards (closes or sends on a channel, calls Done of a WaitGroup), nobody else gives that sign, and the other side
// has waited for it. rival is nil when the other side is the function that has started the goroutine.
func (e *engine) handedOver(mine, other *Access, en, rival *Entry) bool {
	theirs := other.places(rival)
	if rival != nil {
		if post := rival.start().via; post != nil && post.instr != nil && post.from.SSA == post.instr.Parent() {
			theirs = append(theirs, place{post.from, post.instr}) // what the poster waited for is over, too
		}
	}
	var ours []place
	for _, p := range theirs {
		for _, sign := range e.awaited(p) {
			if ours == nil {
				ours = mine.places(en)
			}
			if e.givenAfter(sign, ours) {
				return true
			}
		}
	}
	return false
}

// awaited lists the signs that a function has surely waited for when it comes to an instruction.
func (e *engine) awaited(p place) []any {
	var out []any
	if p.f.SSA == nil || p.in == nil || p.in.Parent() != p.f.SSA {
		return nil
	}
	for _, b := range p.f.SSA.Blocks {
		if !b.Dominates(p.in.Block()) {
			continue
		}
		for _, in := range b.Instrs {
			if in == p.in {
				break
			}
			switch in := in.(type) {
			case *ssa.UnOp:
				if in.Op == token.ARROW {
					out = append(out, e.signOf(in.X)...)
				}
			case *ssa.Call:
				if isWaitGroup(in.Common(), "Wait") {
					out = append(out, e.mutexKey(in.Call.Args[0]))
				}
			case *ssa.Select:
				for i, st := range in.States {
					if arm := armOf(in, i); arm != nil && arm.Dominates(p.in.Block()) {
						out = append(out, e.signOf(st.Chan)...)
					}
				}
			}
		}
	}
	return out
}

// armOf returns the block that a select goes to for one of its states.
func armOf(sel *ssa.Select, state int) *ssa.BasicBlock {
	for _, ref := range *sel.Referrers() {
		index, ok := ref.(*ssa.Extract)
		if !ok || index.Index != 0 {
			continue
		}
		for _, use := range *index.Referrers() {
			eq, ok := use.(*ssa.BinOp)
			if !ok || eq.Op != token.EQL {
				continue
			}
			if c, ok := eq.Y.(*ssa.Const); !ok || c.Int64() != int64(state) {
				continue
			}
			for _, branch := range *eq.Referrers() {
				if br, ok := branch.(*ssa.If); ok {
					if arm := br.Block().Succs[0]; len(arm.Preds) == 1 { // an empty arm is what follows the select
						return arm
					}
				}
			}
		}
	}
	return nil
}

// signOf names a channel by where it is made, if that is one place, and by the field or variable that holds it.
func (e *engine) signOf(ch ssa.Value) []any {
	var out []any
	if sites := e.chanSites(ch); len(sites) == 1 {
		out = append(out, sites[0])
	}
	if load, ok := ch.(*ssa.UnOp); ok && load.Op == token.MUL {
		if key := e.mutexKey(load.X); key != nil {
			out = append(out, key)
		}
	}
	return out
}

// givenAfter reports whether all who give a sign are at the places of one goroutine, and come to none of these again once
// they have given it.
func (e *engine) givenAfter(sign any, at []place) bool {
	given := e.signs()[sign]
	for _, g := range given {
		ok := false
		for _, p := range at {
			if p.f == g.f && (isDefer(g.in) || !reaches(g.in, p.in, nil)) {
				ok = true
			}
		}
		if !ok {
			return false
		}
	}
	return len(given) > 0
}

func isDefer(in ssa.Instruction) bool { _, ok := in.(*ssa.Defer); return ok }

// signs collects, for each channel and WaitGroup, the instructions that give its sign.
func (e *engine) signs() map[any][]place {
	if e.signsGiven != nil {
		return e.signsGiven
	}
	e.signsGiven = map[any][]place{}
	give := func(f *Func, in ssa.Instruction, ch ssa.Value) {
		for _, t := range e.chanSites(ch) {
			e.signsGiven[t] = append(e.signsGiven[t], place{f, in})
		}
		if load, ok := ch.(*ssa.UnOp); ok && load.Op == token.MUL {
			if key := e.mutexKey(load.X); key != nil {
				e.signsGiven[key] = append(e.signsGiven[key], place{f, in})
			}
		}
	}
	for f, in := range e.instructions() {
		switch in := in.(type) {
		case *ssa.Send:
			give(f, in, in.Chan)
		case *ssa.Select:
			for _, st := range in.States {
				if st.Send != nil {
					give(f, in, st.Chan)
				}
			}
		case ssa.CallInstruction:
			c := in.Common()
			if b, ok := c.Value.(*ssa.Builtin); ok && b.Name() == "close" {
				give(f, in, c.Args[0])
			}
			if isWaitGroup(c, "Done") {
				if key := e.mutexKey(c.Args[0]); key != nil {
					e.signsGiven[key] = append(e.signsGiven[key], place{f, in})
				}
			}
		}
	}
	return e.signsGiven
}

func isWaitGroup(c *ssa.CallCommon, method string) bool {
	fn := c.StaticCallee()
	return fn != nil && len(c.Args) > 0 && fn.String() == "(*sync.WaitGroup)."+method
}
