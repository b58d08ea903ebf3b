package race

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/access"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// This file finds out when one side of a race is over before the other begins. Each of its answers is a must: what is not
// proven to come first may run at the same time.

// over reports whether a literal of the function that starts a goroutine has run, and never runs again, before it does so:
// the literal is only handed to calls that return when it has run, and they come first.
func (e *Finder) over(lit *engine.Func, start *engine.Edge) bool {
	if start == nil || start.Instr == nil {
		return false
	}
	for lit.Parent != nil && lit.Parent != start.From {
		lit = lit.Parent
	}
	mc := e.Closures[lit.SSA]
	if lit.Parent == nil || mc == nil || mc.Referrers() == nil || start.Instr.Parent() != mc.Parent() {
		return false
	}
	any := false
	for _, ref := range *mc.Referrers() {
		if _, debug := ref.(*ssa.DebugRef); debug {
			continue
		}
		call, ok := ref.(*ssa.Call)
		if !ok || !e.runsAndReturns(call, mc) || ir.Reaches(start.Instr, call, nil) {
			return false
		}
		any = true
	}
	return any
}

// runsAndReturns reports whether a call is over only when the literals that it is given have run, and keeps none of them.
func (e *Finder) runsAndReturns(call *ssa.Call, arg ssa.Value) bool {
	c := call.Common()
	if c.Value == arg {
		return true
	}
	fn := ir.StaticCallee(c.Value)
	if fn == nil {
		return false
	}
	body, ext := e.Resolve(fn)
	if ext != nil {
		return e.Set.Call(ext).Waits
	}
	if body == nil {
		return false
	}
	for i, a := range ir.AlignArgs(c.Args, len(body.SSA.Params)) {
		if a != arg {
			continue
		}
		if len(body.Runs[i]) == 0 || len(body.Escapes[i])+len(body.Handed[i]) > 0 {
			return false
		}
		for _, r := range body.Runs[i] {
			if r.Mode != engine.Inline && !r.Waits {
				return false
			}
		}
	}
	return true
}

// places are the access itself and the calls that lead to it, out to where its goroutine begins.
func places(a *access.Access, en *engine.Entry) []engine.Place {
	out := []engine.Place{{F: a.Func, In: a.Instr}}
	for x := en; x != nil && x.Prev != nil && x.Via != nil; x = x.Prev {
		f := body(x.Via)
		if f == nil {
			break
		}
		out = append(out, engine.Place{F: f, In: x.Via.Instr})
	}
	return out
}

// handedOver reports whether the background's access is over when the other begins: the goroutine gives a sign
// afterwards (closes or sends on a channel, calls Done of a WaitGroup), nobody else gives that sign, and the other side
// has waited for it. rival is nil when the other side is the function that has started the goroutine.
func (e *Finder) handedOver(mine, other *access.Access, en, rival *engine.Entry) bool {
	theirs := places(other, rival)
	if rival != nil {
		if post := rival.Start().Via; post != nil && post.Instr != nil && post.From.SSA == post.Instr.Parent() {
			theirs = append(theirs, engine.Place{F: post.From, In: post.Instr}) // what the poster waited for is over, too
		}
	}
	var ours []engine.Place
	for _, p := range theirs {
		for _, sign := range e.awaited(p) {
			if ours == nil {
				ours = places(mine, en)
			}
			if e.givenAfter(sign, ours) {
				return true
			}
		}
	}
	return false
}

// awaited lists the signs that a function has surely waited for when it comes to an instruction.
func (e *Finder) awaited(p engine.Place) []any {
	var out []any
	if p.F.SSA == nil || p.In == nil || p.In.Parent() != p.F.SSA {
		return nil
	}
	for _, b := range p.F.SSA.Blocks {
		if !b.Dominates(p.In.Block()) {
			continue
		}
		for _, in := range b.Instrs {
			if in == p.In {
				break
			}
			switch in := in.(type) {
			case *ssa.UnOp:
				if in.Op == token.ARROW {
					out = append(out, e.signOf(in.X)...)
				}
			case *ssa.Call:
				if isWaitGroup(in.Common(), "Wait") {
					out = append(out, e.MutexKey(in.Call.Args[0]))
				}
			case *ssa.Select:
				for i, st := range in.States {
					if arm := armOf(in, i); arm != nil && arm.Dominates(p.In.Block()) {
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
func (e *Finder) signOf(ch ssa.Value) []any {
	var out []any
	if sites := e.ChanSites(ch); len(sites) == 1 {
		out = append(out, sites[0])
	}
	if load, ok := ch.(*ssa.UnOp); ok && load.Op == token.MUL {
		if key := e.MutexKey(load.X); key != nil {
			out = append(out, key)
		}
	}
	return out
}

// givenAfter reports whether all who give a sign are at the places of one goroutine, and come to none of these again once
// they have given it.
func (e *Finder) givenAfter(sign any, at []engine.Place) bool {
	given := e.signs()[sign]
	for _, g := range given {
		ok := false
		for _, p := range at {
			if p.F == g.F && (isDefer(g.In) || !ir.Reaches(g.In, p.In, nil)) {
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
func (e *Finder) signs() map[any][]engine.Place {
	if e.signsGiven != nil {
		return e.signsGiven
	}
	e.signsGiven = map[any][]engine.Place{}
	give := func(f *engine.Func, in ssa.Instruction, ch ssa.Value) {
		for _, t := range e.ChanSites(ch) {
			e.signsGiven[t] = append(e.signsGiven[t], engine.Place{F: f, In: in})
		}
		if load, ok := ch.(*ssa.UnOp); ok && load.Op == token.MUL {
			if key := e.MutexKey(load.X); key != nil {
				e.signsGiven[key] = append(e.signsGiven[key], engine.Place{F: f, In: in})
			}
		}
	}
	for f, in := range e.Instructions() {
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
				if key := e.MutexKey(c.Args[0]); key != nil {
					e.signsGiven[key] = append(e.signsGiven[key], engine.Place{F: f, In: in})
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

// body returns the function in whose body the call of an edge stands, or nil. The lines of an event loop have none of their
// own.
func body(ed *engine.Edge) *engine.Func {
	if ed.Instr == nil || ed.Instr.Parent() == nil {
		return nil
	}
	for f := ed.From; f != nil; f = f.Parent {
		if f.SSA == ed.Instr.Parent() {
			return f
		}
	}
	return nil
}
