package race

import (
	"slices"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/access"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
)

// This file tells what is held on one kind of goroutine. A helper that every handler calls under a lock is guarded on the UI
// goroutine even if start-up code, or a worker, calls it without: these are other runs of it.

type lockOnKey struct {
	f   *engine.Func
	ctx engine.Context
}

// lockedOn is what is surely held at an access whenever a goroutine of a kind comes to it. Like locks it is a must analysis, and
// sees more than that does, since it asks only the callers that run there.
func (e *Finder) lockedOn(a *access.Access, ctx engine.Context) engine.Lockset {
	entry := e.heldOn(a.Func, ctx)
	if len(entry) == 0 || a.Instr == nil || a.Instr.Parent() != a.Func.SSA {
		return a.Held
	}
	out := engine.Lockset{}
	for k := range a.Held {
		out[k] = true
	}
	for k := range e.LockFlow(a.Func, entry)[a.Instr] {
		out[k] = true
	}
	return out
}

// heldOn is what every caller in sight that runs on a kind of goroutine holds when it calls f. What dependents call is theirs to
// report.
func (e *Finder) heldOn(f *engine.Func, ctx engine.Context) engine.Lockset {
	key := lockOnKey{f, ctx}
	if known, ok := e.lockOnMemo[key]; ok {
		return known
	}
	if e.lockOnMemo == nil {
		e.lockOnMemo = map[lockOnKey]engine.Lockset{}
	}
	e.lockOnMemo[key] = nil // a recursive call adds nothing
	if f.SSA == nil || slices.ContainsFunc(f.Entries, func(en *engine.Entry) bool { return en.Ctx == ctx && en.Prev == nil }) {
		return nil
	}
	var out engine.Lockset
	for _, ed := range f.Incoming {
		if ed.Mode != engine.Inline || !runsOn(ed.From, ctx) {
			continue
		}
		if ed.From.Slot != nil || ed.From.SSA == nil || ed.Instr == nil {
			return nil
		}
		held := e.Locks(ed.From)[ed.Instr]
		if more := e.heldOn(ed.From, ctx); len(more) > 0 {
			held = e.LockFlow(ed.From, more)[ed.Instr]
		}
		if out == nil {
			out = held
		} else {
			out = engine.Intersect(out, held)
		}
		if len(out) == 0 {
			return nil
		}
	}
	e.lockOnMemo[key] = out
	return out
}

// runsOn is In with what is presumed.
func runsOn(f *engine.Func, ctx engine.Context) bool {
	return slices.ContainsFunc(f.Entries, func(en *engine.Entry) bool { return en.Ctx == ctx })
}

// unlockedWay returns a way to an access on which no call is made under one of the locks that the other side has: the one that
// was found first, if it is one, or else the shortest that fits.
func (e *Finder) unlockedWay(a *access.Access, en *engine.Entry, other engine.Lockset, fits func(*engine.Entry) bool) *engine.Entry {
	if len(other) == 0 || !e.lockedWay(en, other) {
		return en
	}
	if way := e.wayTo(a, en, func(ed *engine.Edge) bool { return e.calledUnder(ed, other) }, fits); way != nil {
		return way
	}
	return en
}

// wayTo returns the shortest way to an access, on the kind of goroutine of another one, that makes no call of which shut is
// true, and that fits; or nil.
func (e *Finder) wayTo(a *access.Access, en *engine.Entry, shut func(*engine.Edge) bool, fits func(*engine.Entry) bool) *engine.Entry {
	type step struct {
		f    *engine.Func
		via  *engine.Edge
		next *step // towards the access
	}
	seen := map[*engine.Func]bool{a.Func: true}
	queue := []*step{{f: a.Func}}
	for ; len(queue) > 0; queue = queue[1:] {
		x := queue[0]
		for _, way := range x.f.Entries {
			if way.Prev != nil || way.Ctx != en.Ctx || way.Presumed != en.Presumed {
				continue
			}
			for s := x; s.via != nil; s = s.next {
				key := way.EntryKey
				key.Privacy, key.Assume = way.Privacy.Of(s.via.Root), engine.Nothing
				way = &engine.Entry{EntryKey: key, Confidence: engine.Weaker(way.Confidence, s.via.Conf), F: s.next.f, Prev: way, Via: s.via}
			}
			if !way.Hides(a.Base) && fits(way) {
				return way
			}
		}
		for _, ed := range x.f.Incoming {
			if ed.Mode != engine.Inline || seen[ed.From] || !runsOn(ed.From, en.Ctx) || shut(ed) {
				continue
			}
			seen[ed.From] = true
			queue = append(queue, &step{f: ed.From, via: ed, next: x})
		}
	}
	return nil
}

// lockedWay reports whether a call on the way to an access is made under one of some locks.
func (e *Finder) lockedWay(en *engine.Entry, locks engine.Lockset) bool {
	for x := en; x != nil && x.Prev != nil && x.Via != nil; x = x.Prev {
		if e.calledUnder(x.Via, locks) {
			return true
		}
	}
	return false
}

func (e *Finder) calledUnder(ed *engine.Edge, locks engine.Lockset) bool {
	return ed.Instr != nil && ed.From.SSA != nil && meets(e.Locks(ed.From)[ed.Instr], locks)
}

func meets(s engine.Lockset, t engine.Lockset) bool {
	for k := range s {
		if t[k] {
			return true
		}
	}
	return false
}
