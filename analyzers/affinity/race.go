package affinity

import (
	"sort"

	"golang.org/x/tools/go/ssa"
)

// A Race is a location that a background function uses while somebody else may use it, at least one of them writing, and
// no lock is common to both.
//
// It is a may analysis on both sides, by location and not by instance, made precise by what it leaves out: values that the
// background function made itself, locations that are only written before anything runs concurrently, functions that
// the background function itself posts to the UI goroutine (its own writes come first), and pairs with a common lock.
type Race struct {
	Location *Location
	Mine     *Access // in the background
	Other    *Access // on the UI goroutine, in the function that started the goroutine, or in a second copy of Mine
	Entry    *Entry  // how the background reaches Mine
	Rival    *Entry  // how the UI goroutine reaches Other, or nil
	Again    bool    // Other is Mine, run by another goroutine of the same kind
	Presumed bool    // nothing in sight runs Other, but it is a method of a type that is part of the UI
	Head     bool    // Mine is at the head of a goroutine that start-up code starts: see atHead

	more []*Access // further accesses on either side
}

// findRaces finds the races at all locations.
func (e *engine) findRaces() {
	e.races = map[*Location][]Race{}
	for _, loc := range e.locations {
		if found := e.racesAt(loc); len(found) > 0 {
			e.races[loc] = found
		}
	}
}

// Races returns at most one race for each location and background function: a write where there is one. The locations are
// fields, or else variables.
func (r *Result) Races(ruleID string, fields bool) []Race {
	e := r.engine
	var out []Race
	for _, loc := range e.locations {
		if loc.IsField() != fields {
			continue
		}
		found := map[*Func]*Race{}
		var order []*Func
		for _, race := range e.races[loc] {
			if e.marks.Ignored(race.Mine.Pos, ruleID) {
				continue
			}
			f := race.Mine.Func
			old := found[f]
			if old == nil {
				order = append(order, f)
			}
			if old == nil || race.Mine.Write && !old.Mine.Write {
				if old != nil {
					race.more = append(old.more, old.Mine)
				}
				found[f] = &race
			} else {
				old.more = append(old.more, race.Mine)
			}
		}
		for _, f := range order {
			out = append(out, *found[f])
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Mine.Pos < out[j].Mine.Pos })
	return out
}

// markHandlers finds the functions that the UI goroutine runs on behalf of the user or the toolkit, not on behalf of a
// background function that posts them.
func (e *engine) markHandlers() {
	var queue []*Func
	mark := func(f *Func) {
		if !f.handler {
			f.handler = true
			queue = append(queue, f)
		}
	}
	for _, f := range e.nodes() {
		for _, en := range f.entries {
			if en.ctx == UI && en.prev == nil && en.via == nil && !en.presumed {
				mark(f)
			}
		}
		for _, ed := range f.in {
			if ed.mode == OnUI && !ed.from.Only(Background) {
				mark(f)
			}
		}
	}
	for len(queue) > 0 {
		f := queue[0]
		queue = queue[1:]
		for _, ed := range f.out {
			if ed.mode == Inline {
				mark(ed.to)
			}
		}
	}
}

func (e *engine) racesAt(loc *Location) []Race {
	all := e.byLocation[loc]
	if !anyWrite(all) || e.confined(loc.Owner) {
		return nil
	}
	var out []Race
	for _, mine := range all {
		en := e.backgroundEntry(mine)
		if en == nil || e.onModelCopy(mine, en) {
			continue
		}
		var first *Race
		for _, other := range all {
			race, ok := e.conflict(loc, mine, other, en)
			if !ok {
				continue
			}
			switch {
			case first == nil:
				first = &race
			case race.surerThan(*first):
				race.more = append(first.more, first.Other)
				first = &race
			case len(first.more) < 8:
				first.more = append(first.more, other)
			}
		}
		if first != nil {
			first.Head = e.atHead(mine, first.Entry)
			out = append(out, *first)
		}
	}
	return out
}

func anyWrite(all []*Access) bool {
	for _, a := range all {
		if a.Write {
			return true
		}
	}
	return false
}

// backgroundEntry returns how the background reaches an access to something that others can know.
func (e *engine) backgroundEntry(a *Access) *Entry {
	for _, en := range a.Func.entries {
		if via := en.start().via; via != nil && e.dead(via.from) || !e.lives(en, a.instr) {
			continue
		}
		if en.ctx == Background && !en.presumed && !en.quietTouch && !en.hides(a.base) {
			return en
		}
	}
	return nil
}

func (e *engine) conflict(loc *Location, mine, other *Access, en *Entry) (Race, bool) {
	race := Race{Location: loc, Mine: mine, Other: other, Entry: en}
	if !mine.Write && !other.Write || mine.held.meets(other.held) {
		return race, false
	}
	if mine.far() || len(mine.steps) > mostSteps {
		return race, false // the goroutine's own package says so; what is far down its calls it does not mean to share
	}
	if mine.Func.once && mine.Write || other.Func.once && other.Write {
		return race, false // every Do of a sync.Once comes after its function
	}
	if mine.Part && other.Part {
		return race, false // of different fields, or seen where they are one location
	}
	if mine.Element != other.Element {
		return race, false // the reference and what it refers to are different memory
	}
	if !mine.meetsFields(other) {
		return race, false
	}
	if (mine.Write || other.Write) && !mine.Element && e.onlyInit(loc) {
		return race, false
	}
	if mine.Element && other.Element && !mine.Map && !other.Func.handler {
		return race, false // workers that fill a slice have elements of their own
	}
	if mine == other {
		race.Again = true
		return race, mine.Write && e.repeats(loc, mine, en)
	}
	if other.Func.runsOn(UI) && e.lockedOn(mine, Background).meets(e.lockedOn(other, UI)) {
		return race, false
	}
	if loc.Local != nil && !e.inside(loc.Local, mine, en) {
		return race, false
	}
	if rival := e.rival(loc, other, en); rival != nil && (mine.Func != other.Func || mine.Write) {
		if e.handedOver(mine, other, en, rival) || other.Write && !other.Element && e.startedAfterInit(other, mine) {
			return race, false
		}
		if !mine.Write && en.Depth() > 0 && prepares(rival, en) {
			return race, false
		}
		race.Entry = e.unlockedWay(mine, en, other.held, func(*Entry) bool { return true })
		race.Rival = e.unlockedWay(other, rival, mine.held, func(way *Entry) bool { return e.rivals(loc, other, way, en) })
		return race, true
	}
	if loc.Local == nil && (mine.Write || en.Depth() == 0) {
		if rival := e.presumedRival(other); rival != nil && (mine.Write || e.uiMethod(rival)) && !e.handedOver(mine, other, en, rival) {
			race.Rival, race.Presumed = rival, true
			return race, true
		}
	}
	if loc.Local != nil && e.afterStart(other, mine, en) && !e.handedOver(mine, other, en, nil) {
		return race, true
	}
	return race, false
}

// rival returns how the UI goroutine reaches an access of its own accord, or nil.
//
// A function that the background posts is ordered after what the same goroutine did before, so it is a rival only for
// other goroutines.
func (e *engine) rival(loc *Location, a *Access, mine *Entry) *Entry {
	for _, en := range a.Func.entries {
		if e.rivals(loc, a, en, mine) {
			return en
		}
	}
	return nil
}

// rivals reports whether one way to an access is one that rival looks for.
func (e *engine) rivals(loc *Location, a *Access, en, mine *Entry) bool {
	if en.ctx != UI || en.presumed || en.hides(a.base) || !e.lives(en, a.instr) {
		return false
	}
	post := en.start().via
	if post != nil && e.dead(post.from) {
		return false
	}
	if post != nil && post.mode == OnUI && (post.pos == mine.Begin() || e.waitedFor(post, mine)) {
		return false // handed to one helper, which posts the one when the other is done; or waited for before the goroutine
	}
	if e.over(a.Func, mine.start().via) || e.comesFirst(a, mine) {
		return false
	}
	if !a.Func.handler && (post == nil || post.from.Context(Background) == nil || post.from.Context(Background).Begin() == mine.Begin()) {
		return false
	}
	return loc.Local == nil || e.inside(loc.Local, a, en)
}

// inside reports whether a context that reaches an access to a local variable begins in the function that declares it.
// Otherwise the whole function runs in that context, and its variables are its own.
func (e *engine) inside(local *ssa.Alloc, a *Access, en *Entry) bool {
	owner := e.bySSA[local.Parent()]
	start := en.start()
	if owner == nil || a.Func == owner || a.Func.SSA.Synthetic != "" { // the body of a range-over-func runs inline
		return false
	}
	for x := en; x != nil; x = x.prev {
		if x.f == owner {
			return false // the goroutine has called the function again, with variables of its own
		}
	}
	if start.via == nil { // the literal lies in a field that a toolkit runs
		return start.f.slot != nil && a.Func.within(owner)
	}
	return start.f != owner && start.via.from.within(owner)
}

// repeats reports whether two goroutines of the same kind can run an unguarded write at once: the goroutine is started in
// a loop, or by a handler. Only writes that do harm then are meant: to a map, or by append to a slice that was made outside
// of the loop.
func (e *engine) repeats(loc *Location, mine *Access, en *Entry) bool {
	start := en.start()
	if len(mine.held) > 0 || start.via == nil || start.via.instr == nil || start.via.from.SSA == nil {
		return false
	}
	spawner := start.via.from
	if owner := (*Func)(nil); loc.Local != nil {
		if owner = e.bySSA[loc.Local.Parent()]; owner == nil || owner == start.f || !start.f.within(owner) || !e.inside(loc.Local, mine, en) {
			return false // each goroutine has a variable of its own
		}
	}
	looped := reaches(start.via.instr, start.via.instr, func(in ssa.Instruction) bool {
		return loc.Local != nil && in == ssa.Instruction(loc.Local)
	})
	switch {
	case mine.Map && mine.Element:
		return looped || loc.Local == nil && spawner.handler
	case mine.Element:
		return false
	}
	return looped && loc.Local != nil && appends(mine.instr)
}

func appends(in ssa.Instruction) bool {
	st, ok := in.(*ssa.Store)
	if !ok {
		return false
	}
	call, ok := st.Val.(*ssa.Call)
	if !ok {
		return false
	}
	b, ok := call.Call.Value.(*ssa.Builtin)
	return ok && b.Name() == "append"
}
