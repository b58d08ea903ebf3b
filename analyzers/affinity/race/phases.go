package race

import (
	"slices"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/access"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
)

// This file knows when the two sides of a race belong to phases of the program that exclude each other: the screen on which the
// one begins is gone when the other begins, or the one is done while the program leaves. It lowers a race, it does not drop it:
// see the engine's screens.go for what is taken for granted.

// together returns a way on which the UI goroutine may come to its access while the goroutine runs: the one that was found, if
// it is one, or another. It is nil where, as far as anybody can see, there is none.
func (e *Finder) together(loc *access.Location, other *access.Access, rival, en *engine.Entry) *engine.Entry {
	if !e.apart(other, rival, en) {
		return rival
	}
	if e.passed(engine.Place{F: other.Func, In: other.Instr}, en) {
		return nil
	}
	shut := func(ed *engine.Edge) bool { return e.passed(engine.Place{F: body(ed), In: ed.Instr}, en) }
	return e.wayTo(other, rival, shut, func(way *engine.Entry) bool {
		return e.rivals(loc, other, way, en) && !e.screenGone(way, en)
	})
}

// apart reports whether the UI goroutine does not come to its access on one way while the goroutine runs.
func (e *Finder) apart(other *access.Access, rival, en *engine.Entry) bool {
	return e.screenGone(rival, en) || slices.ContainsFunc(places(other, rival), func(p engine.Place) bool { return e.passed(p, en) })
}

// passed reports whether what the UI goroutine does at a place is one of the last things that it does, since the event loop ends
// after it; or belongs to a start screen's handler that replaces that screen, and the goroutine to what it builds afterwards.
func (e *Finder) passed(p engine.Place, en *engine.Entry) bool {
	if p.F == nil || p.F.SSA == nil || p.In == nil || p.In.Parent() != p.F.SSA {
		return false
	}
	if p.F.Leaves(p.In) {
		return true
	}
	start := en.Start().Via
	return start != nil && start.Instr != nil && e.OneShot(p.F) && e.BuiltAfter(start.From, start.Instr, p.F, p.In)
}

// screenGone reports whether the goroutine is started when a dialog or page has been taken away, and the UI goroutine's side
// begins with a handler of that: one function has built both, and what takes it away.
func (e *Finder) screenGone(rival, en *engine.Entry) bool {
	start, handler := en.Start().Via, handlerOf(rival)
	if start == nil || start.Instr == nil || handler == nil || handler.Parent == nil || start.From.Within(handler) {
		return false
	}
	at := start.Instr
	for f := start.From; f.Parent != nil && at != nil && at.Parent() == f.SSA; f = f.Parent {
		if builderOf(f) == handler.Parent && e.TakenAwayBefore(f, at, handler.Parent) {
			return true
		}
		mc := e.Closures[f.SSA]
		if mc == nil {
			return false
		}
		at = mc
	}
	return false
}

// handlerOf is the handler that an entry begins with, or nil for a function that somebody posts.
func handlerOf(en *engine.Entry) *engine.Func {
	start := en.Start()
	if start.F.Slot == nil {
		if start.Via == nil || !start.Via.Handles() {
			return nil
		}
		return start.F
	}
	for ; en.Prev != nil; en = en.Prev { // what lies in a field that the toolkit runs
		if en.Prev == start {
			return en.F
		}
	}
	return nil
}

// builderOf is the innermost function around a literal that gives handlers to the toolkit.
func builderOf(f *engine.Func) *engine.Func {
	for f = f.Parent; f != nil; f = f.Parent {
		if slices.ContainsFunc(f.Outgoing, (*engine.Edge).Handles) {
			return f
		}
	}
	return nil
}
