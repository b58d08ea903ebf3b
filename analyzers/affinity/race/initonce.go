package race

import (
	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/access"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// onlyInit reports whether the writes to a location only make what is not there yet, and it is there before anything runs
// at once: each stands behind "if x == nil", in its function or around the calls that lead there, nobody sets it back, and
// start-up code or the constructor of its object comes first. A write then never happens again.
//
// It is a must analysis but for two things: a start-up call that fails half-way is taken to end the program, and what a
// function returns is taken not to be nil.
func (e *Finder) onlyInit(loc *access.Location) bool {
	if known, ok := e.initMemo[loc]; ok {
		return known
	}
	if e.initMemo == nil {
		e.initMemo = map[*access.Location]bool{}
	}
	e.initMemo[loc] = false
	early, writes := e.SetAtBirth[loc.Key], 0
	for _, a := range e.ByLocation[loc] {
		if !a.Write || a.Element {
			continue
		}
		first := a.Func.In(engine.Startup) || beforeLoop(a)
		if !e.MakesMissing(a) && (!first || a.Part || runsOn(a.Func, engine.UI) || runsOn(a.Func, engine.Background)) {
			return false
		}
		if st, ok := a.Instr.(*ssa.Store); ok && ir.NilConst(st.Val) {
			return false
		}
		writes++
		early = early || first
	}
	e.initMemo[loc] = early && writes > 0
	return e.initMemo[loc]
}

// beforeLoop reports whether an access is done by the function that runs the event loop, before it does.
func beforeLoop(a *access.Access) bool {
	if a.Instr == nil || len(a.Func.Loops) == 0 || a.Instr.Parent() != a.Func.SSA {
		return false
	}
	for _, loop := range a.Func.Loops {
		if ir.Reaches(loop, a.Instr, nil) || !ir.Reaches(a.Instr, loop, nil) {
			return false
		}
	}
	return true
}

// startedAfterInit reports whether a write stands in a block of initialisation, "if x.a == nil { x.a = ...; x.b = ... }", and
// everything that starts the goroutine comes after that block, in the same function: the write is done, by this call or an
// earlier one, and not done again while x.a stays what it is. The block is a must: it is run by one goroutine at a time, nobody
// sets x.a back, and control comes to no start without it.
func (e *Finder) startedAfterInit(write, other *access.Access) bool {
	st, ok := write.Instr.(*ssa.Store)
	if !ok || len(write.Held) == 0 && runsOn(write.Func, engine.Background) {
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
	guard := ir.AskedNil(ir.Condition{Value: br.Cond, Taken: ask.Succs[0] == b})
	if guard == nil || !e.madeIn(b, guard) {
		return false
	}
	starts, all := e.starts(other.Func)
	for _, start := range starts {
		if start.Instr == nil || start.Instr.Parent() != st.Parent() || start.Instr.Block() == ask || !ask.Dominates(start.Instr.Block()) {
			return false
		}
		if b.Dominates(start.Instr.Block()) && ir.Reaches(start.Instr, st, nil) {
			return false // in the middle of it
		}
	}
	return all && len(starts) > 0
}

// madeIn reports whether a block sets a variable that it was asked for, and nobody else does or sets it back.
func (e *Finder) madeIn(b *ssa.BasicBlock, addr ssa.Value) bool {
	made := false
	for _, in := range b.Instrs {
		if st, ok := in.(*ssa.Store); ok && ir.SameAddress(st.Addr, addr) {
			made = !ir.NilConst(st.Val)
		}
	}
	key := e.MutexKey(addr)
	if !made || key == nil {
		return false
	}
	for _, loc := range e.Locations {
		if any(loc.Key) != key {
			continue
		}
		for _, a := range e.ByLocation[loc] {
			if a.Write && !a.Element && !e.MakesMissing(a) {
				return false
			}
		}
	}
	return true
}

// starts lists the calls that start the goroutines which come to a function. all tells whether these are all.
func (e *Finder) starts(f *engine.Func) (out []*engine.Edge, all bool) {
	seen := map[*engine.Func]bool{f: true}
	for queue := []*engine.Func{f}; len(queue) > 0; queue = queue[1:] {
		x := queue[0]
		if x.Slot != nil || len(e.RootsAt[x]) > 0 {
			return nil, false
		}
		for _, ed := range x.Incoming {
			switch {
			case ed.Mode == engine.InBackground:
				out = append(out, ed)
			case ed.Mode == engine.Inline && !seen[ed.From] && runsOn(ed.From, engine.Background):
				seen[ed.From] = true
				queue = append(queue, ed.From)
			}
		}
	}
	return out, true
}
