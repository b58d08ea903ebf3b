package affinity

import (
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// onlyInit reports whether the writes to a location only make what is not there yet, and it is there before anything runs
// at once: each stands behind "if x == nil", in its function or around the calls that lead there, nobody sets it back, and
// start-up code or the constructor of its object comes first. A write then never happens again.
//
// It is a must analysis but for two things: a start-up call that fails half-way is taken to end the program, and what a
// function returns is taken not to be nil.
func (e *engine) onlyInit(loc *Location) bool {
	if known, ok := e.initMemo[loc]; ok {
		return known
	}
	if e.initMemo == nil {
		e.initMemo = map[*Location]bool{}
	}
	e.initMemo[loc] = false
	early, writes := e.setAtBirth[loc.key], 0
	for _, a := range e.byLocation[loc] {
		if !a.Write || a.Element {
			continue
		}
		first := a.Func.In(Startup) || a.beforeLoop()
		if !e.makesMissing(a) && (!first || a.Part || a.Func.runsOn(UI) || a.Func.runsOn(Background)) {
			return false
		}
		if st, ok := a.instr.(*ssa.Store); ok && nilConst(st.Val) {
			return false
		}
		writes++
		early = early || first
	}
	e.initMemo[loc] = early && writes > 0
	return e.initMemo[loc]
}

// beforeLoop reports whether an access is done by the function that runs the event loop, before it does.
func (a *Access) beforeLoop() bool {
	if a.instr == nil || len(a.Func.loops) == 0 || a.instr.Parent() != a.Func.SSA {
		return false
	}
	for _, loop := range a.Func.loops {
		if reaches(loop, a.instr, nil) || !reaches(a.instr, loop, nil) {
			return false
		}
	}
	return true
}

// makesMissing reports whether a write is only come to when the location is nil.
func (e *engine) makesMissing(a *Access) bool {
	if a.init {
		return true
	}
	st, ok := a.instr.(*ssa.Store)
	if !ok || a.Part || nilConst(st.Val) {
		return false
	}
	return behindNil(st) || a.loc.key != "" && e.calledForMissing(a.Func, a.loc.key, 0)
}

// calledForMissing reports whether a function is only called when a location is nil, or by start-up code.
func (e *engine) calledForMissing(f *Func, key string, depth int) bool {
	if depth > 3 || len(f.in) == 0 || f.taken || e.calledByStrangers(f) || len(e.rootsAt[f]) > 0 {
		return false
	}
	guarded := false
	for _, ed := range f.in {
		if ed.mode != Inline || ed.from.slot != nil {
			return false
		}
		switch {
		case e.forMissing(ed.instr, key) || e.calledForMissing(ed.from, key, depth+1):
			guarded = true
		case !ed.from.Only(Startup):
			return false
		}
	}
	return guarded
}

// forMissing reports whether control comes to an instruction only when a location is nil.
func (e *engine) forMissing(in ssa.Instruction, key string) bool {
	if in == nil || in.Block() == nil {
		return false
	}
	for _, c := range conditionsOf(in.Block()) {
		if addr := askedNil(c); addr != nil && e.mutexKey(addr) == any(key) {
			return true
		}
	}
	return false
}

// wayForMissing reports whether a call on the way to an access is only made when a location is nil.
func (e *engine) wayForMissing(en *Entry, key string) bool {
	for x := en; x != nil && x.prev != nil && x.via != nil; x = x.prev {
		if e.forMissing(x.via.instr, key) {
			return true
		}
	}
	return false
}

// askedNil returns the address of what is nil when a condition holds.
func askedNil(c condition) ssa.Value {
	eq, ok := c.value.(*ssa.BinOp)
	if !ok || !(eq.Op == token.EQL && c.taken || eq.Op == token.NEQ && !c.taken) || !nilConst(eq.Y) {
		return nil
	}
	if load, ok := eq.X.(*ssa.UnOp); ok && load.Op == token.MUL {
		return load.X
	}
	return nil
}

// behindNil reports whether a store is only reached when what it overwrites is nil.
func behindNil(st *ssa.Store) bool {
	for _, c := range conditionsOf(st.Block()) {
		if addr := askedNil(c); addr != nil && sameAddress(addr, st.Addr) {
			return true
		}
	}
	return false
}

// startedAfterInit reports whether a write stands in a block of initialisation, "if x.a == nil { x.a = ...; x.b = ... }", and
// everything that starts the goroutine comes after that block, in the same function: the write is done, by this call or an
// earlier one, and not done again while x.a stays what it is. The block is a must: it is run by one goroutine at a time, nobody
// sets x.a back, and control comes to no start without it.
func (e *engine) startedAfterInit(write, other *Access) bool {
	st, ok := write.instr.(*ssa.Store)
	if !ok || len(write.held) == 0 && write.Func.runsOn(Background) {
		return false
	}
	b := st.Block()
	ask := b.Idom()
	if ask == nil || len(b.Preds) != 1 {
		return false
	}
	br, ok := ask.Instrs[len(ask.Instrs)-1].(*ssa.If)
	if !ok {
		return false
	}
	guard := askedNil(condition{br.Cond, ask.Succs[0] == b})
	if guard == nil || !e.madeIn(b, guard) {
		return false
	}
	starts, all := e.starts(other.Func)
	for _, start := range starts {
		if start.instr == nil || start.instr.Parent() != st.Parent() || start.instr.Block() == ask || !ask.Dominates(start.instr.Block()) {
			return false
		}
		if b.Dominates(start.instr.Block()) && reaches(start.instr, st, nil) {
			return false // in the middle of it
		}
	}
	return all && len(starts) > 0
}

// madeIn reports whether a block sets a variable that it was asked for, and nobody else does or sets it back.
func (e *engine) madeIn(b *ssa.BasicBlock, addr ssa.Value) bool {
	made := false
	for _, in := range b.Instrs {
		if st, ok := in.(*ssa.Store); ok && sameAddress(st.Addr, addr) {
			made = !nilConst(st.Val)
		}
	}
	key := e.mutexKey(addr)
	if !made || key == nil {
		return false
	}
	for _, loc := range e.locations {
		if any(loc.key) != key {
			continue
		}
		for _, a := range e.byLocation[loc] {
			if a.Write && !a.Element && !e.makesMissing(a) {
				return false
			}
		}
	}
	return true
}

// starts lists the calls that start the goroutines which come to a function. all tells whether these are all.
func (e *engine) starts(f *Func) (out []*edge, all bool) {
	seen := map[*Func]bool{f: true}
	for queue := []*Func{f}; len(queue) > 0; queue = queue[1:] {
		x := queue[0]
		if x.slot != nil || len(e.rootsAt[x]) > 0 {
			return nil, false
		}
		for _, ed := range x.in {
			switch {
			case ed.mode == InBackground:
				out = append(out, ed)
			case ed.mode == Inline && !seen[ed.from] && ed.from.runsOn(Background):
				seen[ed.from] = true
				queue = append(queue, ed.from)
			}
		}
	}
	return out, true
}

// sameAddress reports whether two addresses are the same variable, or the same field of what looks like the same object.
func sameAddress(a, b ssa.Value) bool {
	if a == b {
		return true
	}
	fa, ok := a.(*ssa.FieldAddr)
	fb, okb := b.(*ssa.FieldAddr)
	if ok && okb {
		return fa.Field == fb.Field && (fa.X == fb.X || sameAddress(loadedFrom(fa.X), loadedFrom(fb.X)))
	}
	return false
}

func loadedFrom(v ssa.Value) ssa.Value {
	if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL {
		return load.X
	}
	return v
}
