package affinity

import "slices"

// This file tells what is held on one kind of goroutine. A helper that every handler calls under a lock is guarded on the UI
// goroutine even if start-up code, or a worker, calls it without: these are other runs of it.

type lockOnKey struct {
	f   *Func
	ctx Context
}

// lockedOn is what is surely held at an access whenever a goroutine of a kind comes to it. Like locks it is a must analysis, and
// sees more than that does, since it asks only the callers that run there.
func (e *engine) lockedOn(a *Access, ctx Context) lockset {
	entry := e.heldOn(a.Func, ctx)
	if len(entry) == 0 || a.instr == nil || a.instr.Parent() != a.Func.SSA {
		return a.held
	}
	out := lockset{}
	for k := range a.held {
		out[k] = true
	}
	for k := range e.lockFlow(a.Func, entry)[a.instr] {
		out[k] = true
	}
	return out
}

// heldOn is what every caller that runs on a kind of goroutine holds when it calls f.
func (e *engine) heldOn(f *Func, ctx Context) lockset {
	key := lockOnKey{f, ctx}
	if known, ok := e.lockOnMemo[key]; ok {
		return known
	}
	if e.lockOnMemo == nil {
		e.lockOnMemo = map[lockOnKey]lockset{}
	}
	e.lockOnMemo[key] = nil // a recursive call adds nothing
	if f.SSA == nil || e.calledByStrangers(f) || slices.ContainsFunc(f.entries, func(en *Entry) bool { return en.ctx == ctx && en.prev == nil }) {
		return nil
	}
	var out lockset
	for _, ed := range f.in {
		if ed.mode != Inline || !ed.from.runsOn(ctx) {
			continue
		}
		if ed.from.slot != nil || ed.from.SSA == nil || ed.instr == nil {
			return nil
		}
		held := e.locks(ed.from)[ed.instr]
		if more := e.heldOn(ed.from, ctx); len(more) > 0 {
			held = e.lockFlow(ed.from, more)[ed.instr]
		}
		if out == nil {
			out = held
		} else {
			out = intersect(out, held)
		}
		if len(out) == 0 {
			return nil
		}
	}
	e.lockOnMemo[key] = out
	return out
}

// runsOn is In with what is presumed.
func (f *Func) runsOn(ctx Context) bool {
	return slices.ContainsFunc(f.entries, func(en *Entry) bool { return en.ctx == ctx })
}

// unlockedWay returns a way to an access on which no call is made under one of the locks that the other side has: the one that
// was found first, if it is one, or else the shortest that fits.
func (e *engine) unlockedWay(a *Access, en *Entry, other lockset, fits func(*Entry) bool) *Entry {
	if len(other) == 0 || !e.lockedWay(en, other) {
		return en
	}
	type step struct {
		f    *Func
		via  *edge
		next *step // towards the access
	}
	seen := map[*Func]bool{a.Func: true}
	queue := []*step{{f: a.Func}}
	for ; len(queue) > 0; queue = queue[1:] {
		x := queue[0]
		for _, way := range x.f.entries {
			if way.prev != nil || way.ctx != en.ctx || way.presumed != en.presumed {
				continue
			}
			for s := x; s.via != nil; s = s.next {
				key := way.entryKey
				key.privacy, key.assume = way.privacy.of(s.via.root), nothing
				way = &Entry{entryKey: key, Confidence: weaker(way.Confidence, s.via.conf), f: s.next.f, prev: way, via: s.via}
			}
			if !way.hides(a.base) && fits(way) {
				return way
			}
		}
		for _, ed := range x.f.in {
			if ed.mode != Inline || seen[ed.from] || !ed.from.runsOn(en.ctx) || e.calledUnder(ed, other) {
				continue
			}
			seen[ed.from] = true
			queue = append(queue, &step{f: ed.from, via: ed, next: x})
		}
	}
	return en
}

// lockedWay reports whether a call on the way to an access is made under one of some locks.
func (e *engine) lockedWay(en *Entry, locks lockset) bool {
	for x := en; x != nil && x.prev != nil && x.via != nil; x = x.prev {
		if e.calledUnder(x.via, locks) {
			return true
		}
	}
	return false
}

func (e *engine) calledUnder(ed *edge, locks lockset) bool {
	return ed.instr != nil && ed.from.SSA != nil && e.locks(ed.from)[ed.instr].meets(locks)
}
