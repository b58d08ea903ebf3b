package race

import (
	"slices"
	"sort"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/access"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// A Race is a location that a background function uses while somebody else may use it, at least one of them writing, and
// no lock is common to both.
//
// It is a may analysis on both sides, by location and not by instance, made precise by what it leaves out: values that the
// background function made itself, locations that are only written before anything runs concurrently, functions that
// the background function itself posts to the UI goroutine (its own writes come first), and pairs with a common lock.
type Race struct {
	Location *access.Location
	Mine     *access.Access // in the background
	Other    *access.Access // on the UI goroutine, in the function that started the goroutine, or in a second copy of Mine
	Entry    *engine.Entry  // how the background reaches Mine
	Rival    *engine.Entry  // how the UI goroutine reaches Other, or nil
	Again    bool           // Other is Mine, run by another goroutine of the same kind
	Presumed bool           // nothing in sight runs Other, but it is a method of a type that is part of the UI
	Apart    bool           // the sides belong to phases that exclude each other, or to two objects, as far as anybody can see: see phases.go, identity.go
	Same     bool           // both sides come to the object by way of the same field
	Swept    bool           // both sides go through all elements of one container
	Lent     bool           // one side has the object, or its owner, as an argument: it may well be another one
	Head     bool           // Mine is at the head of a goroutine that start-up code starts: see atHead

	more []*access.Access // further accesses on either side
}

// findRaces finds the races at all locations.
func (e *Finder) findRaces() {
	e.races = map[*access.Location][]Race{}
	for _, loc := range e.Locations {
		if found := e.racesAt(loc); len(found) > 0 {
			e.races[loc] = found
		}
	}
}

// Races returns at most one race for each location and background function: a write where there is one. The locations are
// fields, or else variables.
func (e *Finder) Races(ruleID string, fields bool) []Race {
	var out []Race
	for _, loc := range e.Locations {
		if loc.IsField() != fields {
			continue
		}
		found := map[*engine.Func]*Race{}
		var order []*engine.Func
		for _, race := range e.races[loc] {
			if e.Marks.Ignored(race.Mine.Pos, ruleID) {
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
func (e *Finder) markHandlers() {
	var queue []*engine.Func
	mark := func(f *engine.Func) {
		if !f.Handler {
			f.Handler = true
			queue = append(queue, f)
		}
	}
	for _, f := range e.Nodes() {
		for _, en := range f.Entries {
			if en.Ctx == engine.UI && en.Prev == nil && en.Via == nil && !en.Presumed {
				mark(f)
			}
		}
		for _, ed := range f.Incoming {
			if ed.Mode == engine.OnUI && !ed.From.Only(engine.Background) {
				mark(f)
			}
		}
	}
	for len(queue) > 0 {
		f := queue[0]
		queue = queue[1:]
		for _, ed := range f.Outgoing {
			if ed.Mode == engine.Inline {
				mark(ed.To)
			}
		}
	}
}

func (e *Finder) racesAt(loc *access.Location) []Race {
	all := e.ByLocation[loc]
	if !access.AnyWrite(all) || e.Confined(loc.Owner) {
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

// backgroundEntry returns how the background reaches an access to something that others can know.
func (e *Finder) backgroundEntry(a *access.Access) *engine.Entry {
	if a.Own {
		return nil
	}
	for _, en := range a.Func.Entries {
		if via := en.Start().Via; via != nil && e.Dead(via.From) || !e.Lives(en, a.Instr) {
			continue
		}
		if en.Ctx == engine.Background && !en.Presumed && !en.QuietTouch && !en.Hides(a.Base) {
			return en
		}
	}
	return nil
}

func (e *Finder) conflict(loc *access.Location, mine, other *access.Access, en *engine.Entry) (Race, bool) {
	race := Race{Location: loc, Mine: mine, Other: other, Entry: en}
	if !mine.Write && !other.Write || meets(mine.Held, other.Held) {
		return race, false
	}
	if mine.Far() || len(mine.Steps) > access.MostSteps && !mine.OfVariable {
		return race, false // the goroutine's own package says so; what is far down its calls it does not mean to share
	}
	if mine.Func.Once && mine.Write || other.Func.Once && other.Write {
		return race, false // every Do of a sync.Once comes after its function
	}
	if mine.Twin && other.Twin {
		return race, false // told by another access of the same call
	}
	if mine.Part && other.Part || !mine.Overlaps(other) {
		return race, false // of different fields, or seen where they are one location
	}
	if mine.Element != other.Element {
		return race, false // the reference and what it refers to are different memory
	}
	if !meetsFields(mine, other) {
		return race, false
	}
	if (mine.Write || other.Write) && !mine.Element && e.onlyInit(loc) {
		return race, false
	}
	if mine.Element && other.Element && !mine.Map && !other.Func.Handler {
		return race, false // workers that fill a slice have elements of their own
	}
	if mine == other {
		race.Again = true
		return race, mine.Write && e.repeats(loc, mine, en)
	}
	if runsOn(other.Func, engine.UI) && meets(e.lockedOn(mine, engine.Background), e.lockedOn(other, engine.UI)) {
		return race, false
	}
	if loc.Local != nil && !e.inside(loc.Local, mine, en) {
		return race, false
	}
	if rival := e.rival(loc, other, en); rival != nil && (mine.Func != other.Func || mine.Write) {
		if e.publishedAfter(loc, mine, other, en) {
			return race, false
		}
		if e.handedOver(mine, other, en, rival) || other.Write && !other.Element && e.startedAfterInit(other, mine) {
			return race, false
		}
		if !mine.Write && en.Depth() > 0 && prepares(rival, en) {
			return race, false
		}
		race.Entry = e.unlockedWay(mine, en, other.Held, func(*engine.Entry) bool { return true })
		race.Rival = e.unlockedWay(other, rival, mine.Held, func(way *engine.Entry) bool { return e.rivals(loc, other, way, en) })
		if way := e.together(loc, other, race.Rival, race.Entry); way != nil {
			race.Rival = way
		} else {
			race.Apart = true
		}
		fits := func(way *engine.Entry) bool {
			return e.rivals(loc, other, way, race.Entry) && !e.apart(other, way, race.Entry)
		}
		if ours, theirs, ok := e.sameObject(mine, other, race.Entry, race.Rival, fits); ok {
			race.Entry, race.Rival = ours, theirs
			race.Same, race.Swept = e.sameHolder(race), e.sweptBoth(race)
			race.Lent = e.mayDiffer(race) && !e.Single(loc.Key)
		} else {
			race.Apart = true
		}
		return race, true
	}
	if loc.Local == nil && (mine.Write || en.Depth() == 0) {
		if rival := e.presumedRival(other); rival != nil && (mine.Write || e.uiMethod(rival)) && !e.handedOver(mine, other, en, rival) {
			race.Rival, race.Presumed = rival, true
			race.Lent = e.mayDiffer(race)
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
// other goroutines. A handler makes a better witness: it runs again and again.
func (e *Finder) rival(loc *access.Location, a *access.Access, mine *engine.Entry) *engine.Entry {
	var posted *engine.Entry
	for _, en := range a.Func.Entries {
		switch {
		case posted != nil && handlerOf(en) == nil || !e.rivals(loc, a, en, mine):
		case handlerOf(en) != nil:
			return en
		default:
			posted = en
		}
	}
	return posted
}

// rivals reports whether one way to an access is one that rival looks for.
func (e *Finder) rivals(loc *access.Location, a *access.Access, en, mine *engine.Entry) bool {
	if en.Ctx != engine.UI || en.Presumed || en.Hides(a.Base) || !e.Lives(en, a.Instr) {
		return false
	}
	post := en.Start().Via
	if post != nil && e.Dead(post.From) {
		return false
	}
	if post != nil && post.Mode == engine.OnUI && (post.Pos == mine.Begin() || e.waitedFor(post, mine)) {
		return false // handed to one helper, which posts the one when the other is done; or waited for before the goroutine
	}
	if e.over(a.Func, mine.Start().Via) || e.comesFirst(a, mine) {
		return false
	}
	if !a.Func.Handler && (post == nil || post.From.Context(engine.Background) == nil || post.From.Context(engine.Background).Begin() == mine.Begin()) {
		return false
	}
	return loc.Local == nil || e.inside(loc.Local, a, en)
}

// inside reports whether a context that reaches an access to a local variable begins in the function that declares it.
// Otherwise the whole function runs in that context, and its variables are its own.
func (e *Finder) inside(local *ssa.Alloc, a *access.Access, en *engine.Entry) bool {
	owner := e.BySSA[local.Parent()]
	start := en.Start()
	if owner == nil || a.Func == owner || a.Func.SSA.Synthetic != "" { // the body of a range-over-func runs inline
		return false
	}
	for x := en; x != nil; x = x.Prev {
		if x.F == owner {
			return false // the goroutine has called the function again, with variables of its own
		}
	}
	if start.Via == nil { // the literal lies in a field that a toolkit runs
		return start.F.Slot != nil && a.Func.Within(owner)
	}
	return start.F != owner && start.Via.From.Within(owner)
}

// repeats reports whether two goroutines of the same kind can run an unguarded write at once: the goroutine is started in
// a loop, by a handler, or by a server for each connection. Only writes that do harm then are meant: to a map, by append to a
// slice that was made outside of the loop, by a count of what all connections share.
func (e *Finder) repeats(loc *access.Location, mine *access.Access, en *engine.Entry) bool {
	start := en.Start()
	if len(mine.Held) > 0 || start.Via == nil || start.Via.Instr == nil || start.Via.From.SSA == nil {
		return false
	}
	spawner := start.Via.From
	if owner := (*engine.Func)(nil); loc.Local != nil {
		if owner = e.BySSA[loc.Local.Parent()]; owner == nil || owner == start.F || !start.F.Within(owner) || !e.inside(loc.Local, mine, en) {
			return false // each goroutine has a variable of its own
		}
	}
	looped := ir.Reaches(start.Via.Instr, start.Via.Instr, func(in ssa.Instruction) bool {
		return loc.Local != nil && in == ssa.Instruction(loc.Local)
	})
	switch {
	case start.Via.Several:
		return mine.Map && mine.Element || !mine.Element && !loc.IsField() && (appends(mine.Instr) || counts(mine.Instr))
	case mine.Map && mine.Element:
		return looped || loc.Local == nil && spawner.Handler
	case mine.Element:
		return false
	}
	return looped && loc.Local != nil && appends(mine.Instr)
}

// meetsFields reports whether two uses of one object by method calls come to a common field, which one of them changes.
func meetsFields(a *access.Access, b *access.Access) bool {
	if a.Writes == nil && a.Reads == nil || b.Writes == nil && b.Reads == nil {
		return true // not both are calls
	}
	for _, w := range a.Writes {
		if slices.Contains(b.Writes, w) || slices.Contains(b.Reads, w) {
			return true
		}
	}
	for _, w := range b.Writes {
		if slices.Contains(a.Reads, w) {
			return true
		}
	}
	return false
}
