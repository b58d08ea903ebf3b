package affinity

import (
	"go/token"
	"go/types"
	"sort"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/finding"
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

	more []*Access // further accesses on either side
}

// Races returns at most one race for each location and background function: a write where there is one.
func (r *Result) Races(ruleID string) []Race {
	e := r.engine
	var out []Race
	for _, loc := range e.locations {
		found := map[*Func]*Race{}
		var order []*Func
		for _, race := range e.racesAt(loc) {
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
	if !anyWrite(all) {
		return nil
	}
	var out []Race
	for _, mine := range all {
		en := e.backgroundEntry(mine)
		if en == nil {
			continue
		}
		var first *Race
		for _, other := range all {
			race, ok := e.conflict(loc, mine, other, en)
			if !ok {
				continue
			}
			if first == nil {
				first = &race
			} else if len(first.more) < 8 {
				first.more = append(first.more, other)
			}
		}
		if first != nil {
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
		if via := en.start().via; via != nil && e.dead(via.from) {
			continue
		}
		if en.ctx == Background && !en.presumed && !en.quiet2 && !en.hides(a.base) {
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
	if mine.Element && other.Element && !mine.Map && !other.Func.handler {
		return race, false // workers that fill a slice have elements of their own
	}
	if mine == other {
		race.Again = true
		return race, mine.Write && e.repeats(loc, mine, en)
	}
	if loc.Local != nil && !e.inside(loc.Local, mine, en) {
		return race, false
	}
	if rival := e.rival(loc, other, en); rival != nil && (mine.Func != other.Func || mine.Write) {
		if !mine.Write && en.Depth() > 0 && prepares(rival, en) {
			return race, false
		}
		race.Rival = rival
		return race, true
	}
	if loc.Local == nil && (mine.Write || en.Depth() == 0) {
		if rival := e.presumedRival(other); rival != nil && (mine.Write || e.uiMethod(rival)) {
			race.Rival, race.Presumed = rival, true
			return race, true
		}
	}
	if loc.Local != nil && e.afterStart(other, mine, en) {
		return race, true
	}
	return race, false
}

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

// rival returns how the UI goroutine reaches an access of its own accord, or nil.
//
// A function that the background posts is ordered after what the same goroutine did before, so it is a rival only for
// other goroutines.
func (e *engine) rival(loc *Location, a *Access, mine *Entry) *Entry {
	for _, en := range a.Func.entries {
		if en.ctx != UI || en.presumed || en.hides(a.base) {
			continue
		}
		if via := en.start().via; via != nil && e.dead(via.from) {
			continue
		}
		if post := en.start().via; post != nil && post.mode == OnUI && (post.pos == mine.Begin() || e.waitedFor(post, mine)) {
			continue // handed to one helper, which posts the one when the other is done; or waited for before the goroutine
		}
		if !a.Func.handler {
			post := en.start().via
			if post == nil || post.from.Context(Background) == nil || post.from.Context(Background).Begin() == mine.Begin() {
				continue
			}
		}
		if loc.Local == nil || e.inside(loc.Local, a, en) {
			return en
		}
	}
	return nil
}

// presumedUI reports whether a method that nothing in sight runs is presumed to run on the UI goroutine: other packages
// call it, and its type is part of the UI, since it holds what belongs to a toolkit or the toolkit calls its methods; or
// it is one of a program's own types that start goroutines and have no lock, which somebody uses from elsewhere.
//
// It is a guess, good enough only for the other side of a race that the background's side proves.
func (e *engine) presumedUI(f *Func) bool {
	if f.SSA == nil || f.Parent != nil || len(f.entries) > 0 || f.SSA.Signature.Recv() == nil || len(f.in) > 0 || e.foreign {
		return false
	}
	t := types.Unalias(deref(f.SSA.Signature.Recv().Type()))
	n, ok := t.(*types.Named)
	if !ok {
		return false
	}
	known, seen := e.uiTypes[n.Obj()]
	if !seen {
		known = e.partOfUI(n) || e.unguarded(n)
		e.uiTypes[n.Obj()] = known
	}
	return known
}

// unguarded reports whether the methods of a type start goroutines while the type holds nothing to guard itself with.
func (e *engine) unguarded(n *types.Named) bool {
	st, ok := n.Underlying().(*types.Struct)
	if !ok || guards(st, 0) {
		return false
	}
	for i := 0; i < n.NumMethods(); i++ {
		body, _ := e.resolveObj(n.Method(i))
		if body == nil || !token.IsExported(n.Method(i).Name()) {
			continue
		}
		for _, ed := range body.out {
			if ed.mode == InBackground {
				return true
			}
		}
	}
	return false
}

func guards(st *types.Struct, depth int) bool {
	for i := 0; i < st.NumFields() && depth < 3; i++ {
		t := st.Field(i).Type()
		if synchronised(t) {
			return true
		}
		if _, ok := t.Underlying().(*types.Chan); ok {
			return true
		}
		if inner, ok := t.Underlying().(*types.Struct); ok && guards(inner, depth+1) {
			return true
		}
	}
	return false
}

// uiMethod reports whether a presumed entry begins in a method of a type that is part of the UI. The methods of other types
// may well be called before the goroutine starts.
func (e *engine) uiMethod(en *Entry) bool {
	n, ok := types.Unalias(deref(en.start().f.SSA.Signature.Recv().Type())).(*types.Named)
	return ok && e.partOfUI(n)
}

// presumedRival returns the presumed entry of a function that has no better one.
func (e *engine) presumedRival(a *Access) *Entry {
	for _, en := range a.Func.entries {
		if en.ctx == UI && en.presumed && !en.hides(a.base) {
			return en
		}
	}
	return nil
}

func (e *engine) partOfUI(n *types.Named) bool {
	if st, ok := n.Underlying().(*types.Struct); ok {
		for i := 0; i < st.NumFields(); i++ {
			ft, ok := types.Unalias(deref(st.Field(i).Type())).(*types.Named)
			if ok && ft.Obj().Pkg() != nil && e.set.Owner(ft.Obj().Pkg()) != nil {
				return true
			}
		}
	}
	for i := 0; i < n.NumMethods(); i++ {
		if body, _ := e.resolveObj(n.Method(i)); body != nil && len(e.rootsAt[body]) > 0 && body.In(UI) {
			return true
		}
	}
	return false
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
				if op.Kind != TouchesUI {
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
		if owner = e.bySSA[loc.Local.Parent()]; owner == nil || owner == start.f || !start.f.within(owner) {
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

// Chains are the two sides of a race, as proof, and the further places that take part in it.
func (r *Result) Chains(race Race) []finding.Step {
	steps := append(r.Chain(race.Entry), r.accessStep("", race.Mine))
	if !race.Again {
		if race.Rival != nil {
			steps = append(steps, r.Chain(race.Rival)...)
		}
		steps = append(steps, r.accessStep("", race.Other))
	}
	return r.places(steps, race)
}

// places adds the further accesses of a race to a chain, a line each.
func (r *Result) places(steps []finding.Step, race Race) []finding.Step {
	type line struct {
		file string
		line int
	}
	said := map[line]bool{}
	for _, s := range steps {
		said[line{s.File, s.Line}] = true
	}
	for _, a := range race.more {
		s := r.accessStep("also ", a)
		if at := (line{s.File, s.Line}); !said[at] {
			said[at] = true
			steps = append(steps, s)
		}
	}
	return steps
}

// Group is the chain of several races with one cause: the whole of the one to show, the places of the others.
func (r *Result) Group(main Race, races []Race) []finding.Step {
	const most = 100
	steps := r.Chains(main)
	for _, race := range races {
		if race.Mine == main.Mine || len(steps) > most {
			continue
		}
		if via := race.Entry.via; via != nil && race.Entry.prev != nil {
			steps = append(steps, r.engine.edgeSteps(via)...)
		}
		steps = append(steps, r.accessStep("also ", race.Mine))
		if race.Location != main.Location && !race.Again {
			steps = append(steps, r.accessStep("the other side ", race.Other))
		}
		steps = r.places(steps, race)
	}
	return steps
}

// Verb says what an access does: "writes", "reads", "changes what is in", "uses what is in".
func (a *Access) Verb() string {
	call := a.writes != nil || a.reads != nil
	switch {
	case call && a.Write:
		return "changes what is in"
	case call:
		return "uses what is in"
	case a.Write:
		return "writes"
	}
	return "reads"
}

func (r *Result) accessStep(also string, a *Access) finding.Step {
	return r.Step(a.Pos, also+a.Verb()+" "+a.loc.Name)
}

// Confidence of a race is never certain: the location stands for all instances.
//
// It is likely where both sides use what a receiver or a variable holds, a component of which there is commonly one, and
// the UI goroutine's side is a handler in sight. It is possible where the object is one of many (an element, a result),
// where the other side is only presumed, where a read is far from the start of its goroutine, and where it is of a number or
// a truth value, which is old or new but never torn.
func (race Race) Confidence() finding.Confidence {
	c := weaker(race.Entry.Confidence, finding.Likely)
	if race.Rival != nil && !race.Presumed {
		c = weaker(c, race.Rival.Confidence)
	}
	depth := race.Entry.Depth()
	switch {
	case race.Mine.entity || race.Other.entity:
		return finding.Possible
	case race.Mine.Func == race.Other.Func && !race.Again && race.Mine.base != rootReceiver && race.Mine.base != rootDeep:
		return finding.Possible // two runs of one function, each with an argument of its own, as far as anybody can tell
	case race.Presumed && !(race.Mine.Write && depth <= 1):
		return finding.Possible
	case !race.Mine.Write && (depth > 2 || depth > 0 && race.Mine.flag):
		return finding.Possible
	}
	return c
}

// Worst is the race to show of those with one cause: the surest, a write before a read, the nearest to where the goroutine
// starts.
func Worst(races []Race) Race {
	worst := races[0]
	for _, r := range races[1:] {
		a, b := worst.Confidence(), r.Confidence()
		switch {
		case a != b:
			if b.AtLeast(a) {
				worst = r
			}
		case worst.Mine.Write != r.Mine.Write:
			if r.Mine.Write {
				worst = r
			}
		case r.Entry.Depth() < worst.Entry.Depth():
			worst = r
		}
	}
	return worst
}

// Locations counts the locations of races.
func Locations(races []Race) int {
	seen := map[*Location]bool{}
	for _, r := range races {
		seen[r.Location] = true
	}
	return len(seen)
}

// ByGoroutine sorts races by what begins the background's side: one goroutine is one thing to repair.
func ByGoroutine(races []Race) [][]Race {
	var out [][]Race
	index := map[token.Pos]int{}
	for _, r := range races {
		begin := r.Entry.Begin()
		i, ok := index[begin]
		if !ok {
			i = len(out)
			index[begin] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], r)
	}
	return out
}
