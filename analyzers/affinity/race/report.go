package race

import (
	"go/constant"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/access"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// Chains are the two sides of a race, as proof, and the further places that take part in it.
func (e *Finder) Chains(race Race) []finding.Step { return e.places(e.Sides(race), race) }

// Sides are the two sides of a race.
func (e *Finder) Sides(race Race) []finding.Step {
	steps := append(e.Chain(race.Entry), e.AccessSteps("", race.Mine)...)
	if !race.Again {
		if race.Rival != nil {
			steps = append(steps, e.Chain(race.Rival)...)
		}
		steps = append(steps, e.AccessSteps("", race.Other)...)
	}
	return steps
}

// places adds the further accesses of a race to a chain, a line each.
func (e *Finder) places(steps []finding.Step, race Race) []finding.Step {
	type line struct {
		file string
		line int
	}
	said := map[line]bool{}
	for _, s := range steps {
		said[line{s.File, s.Line}] = true
	}
	for _, a := range race.more {
		for _, s := range e.AccessSteps("also ", a) {
			if at := (line{s.File, s.Line}); !said[at] {
				said[at] = true
				steps = append(steps, s)
			}
		}
	}
	return steps
}

// Group is the chain of several races with one cause: the whole of the one to show, the places of the others.
func (e *Finder) Group(main Race, races []Race) []finding.Step {
	const most = 100
	steps := e.Chains(main)
	for _, race := range races {
		if race.Mine == main.Mine || len(steps) > most {
			continue
		}
		steps = appendNew(steps, e.Chain(race.Entry))
		steps = append(steps, e.AccessSteps("also ", race.Mine)...)
		if race.Location != main.Location && !race.Again {
			steps = append(steps, e.AccessSteps("the other side ", race.Other)...)
		}
		steps = e.places(steps, race)
	}
	return steps
}

// appendNew adds the steps that a chain has not said yet.
func appendNew(steps, more []finding.Step) []finding.Step {
	for _, s := range more {
		if !slices.Contains(steps, s) {
			steps = append(steps, s)
		}
	}
	return steps
}

// Confidence of a race is never certain: the location stands for all instances.
//
// It is likely where both sides use what a receiver or a variable holds, a component of which there is commonly one, and
// the UI goroutine's side is a handler in sight. It is possible where the object is one of many (an element, a result; not where both sides go through all elements of one
// container),
// where the other side is only presumed or belongs to another phase of the program, where the access is the first thing that a goroutine of start-up does, where a read is far from the start of its goroutine, and where it is of a number or
// a truth value, which is old or new but never torn.
func (race Race) Confidence() finding.Confidence {
	c := engine.Weaker(race.Entry.Confidence, finding.Likely)
	if race.Rival != nil && !race.Presumed {
		c = engine.Weaker(c, race.Rival.Confidence)
	}
	depth := race.Entry.Depth() + len(race.Mine.Steps)
	switch {
	case race.Head, race.Apart, race.Lent, (race.Mine.Entity || race.Other.Entity) && !race.Swept:
		return finding.Possible
	case race.Mine.Func == race.Other.Func && !race.Again && race.Mine.Base != engine.RootReceiver && race.Mine.Base != engine.RootDeep:
		return finding.Possible // two runs of one function, each with an argument of its own, as far as anybody can tell
	case race.Presumed && !(race.Mine.Write && depth <= 1):
		return finding.Possible
	case !race.Mine.Write && (depth > 2 || depth > 0 && race.Mine.Flag):
		return finding.Possible
	}
	return c
}

// surerThan compares two races of one access: the one to show is the surest, of those one whose other side happens whatever the
// program has done before, one in which both sides have the object from the same place, and of those the first.
func (race Race) surerThan(other Race) bool {
	a, b := race.Confidence(), other.Confidence()
	switch {
	case a != b:
		return a.AtLeast(b)
	case race.Presumed != other.Presumed:
		return other.Presumed
	case race.Same != other.Same:
		return race.Same
	case race.Again != other.Again:
		return other.Again // the UI goroutine is the one that draws what comes of it
	}
	return conditional(other.Other) && !conditional(race.Other)
}

// Worst is the race to show of those with one cause: the surest, one that happens whatever the location holds before one
// that happens only for some of its values, a write before a read, the nearest to where the goroutine starts.
func Worst(races []Race) Race {
	worst := races[0]
	for _, r := range races[1:] {
		a, b := worst.Confidence(), r.Confidence()
		switch {
		case a != b:
			if b.AtLeast(a) {
				worst = r
			}
		case worst.conditional() != r.conditional():
			if !r.conditional() {
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

// conditional reports whether a write of the race stands behind a question about what it overwrites: what is made when it
// is not there yet, a position that is put right, what is set up when a flag says that it has not been. The program may see to
// it that the answer is always no.
func (race Race) conditional() bool { return conditional(race.Mine) || conditional(race.Other) }

func conditional(a *access.Access) bool {
	st, ok := a.Instr.(*ssa.Store)
	if !ok {
		return false
	}
	for b := st.Block(); b.Idom() != nil; b = b.Idom() {
		if br, ok := b.Idom().Instrs[len(b.Idom().Instrs)-1].(*ssa.If); ok && len(b.Preds) == 1 && asksFor(br.Cond, st.Addr, 0) {
			return true
		}
	}
	return setsUp(st)
}

// setsUp reports whether a store is one of those that a function does once: behind "if x.done { return }", where it sets x.done.
func setsUp(st *ssa.Store) bool {
	for _, c := range ir.ConditionsOf(st.Block()) {
		load, ok := c.Value.(*ssa.UnOp)
		if !ok || load.Op != token.MUL || c.Taken {
			continue
		}
		for _, b := range st.Parent().Blocks {
			for _, in := range b.Instrs {
				if set, ok := in.(*ssa.Store); ok && ir.SameAddress(set.Addr, load.X) && isTrue(set.Val) {
					return true
				}
			}
		}
	}
	return false
}

func isTrue(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.Value != nil && c.Value.Kind() == constant.Bool && constant.BoolVal(c.Value)
}

// asksFor reports whether a condition reads what lies at an address.
func asksFor(cond, addr ssa.Value, depth int) bool {
	if depth > 4 {
		return false
	}
	switch x := cond.(type) {
	case *ssa.BinOp:
		return asksFor(x.X, addr, depth+1) || asksFor(x.Y, addr, depth+1)
	case *ssa.UnOp:
		return x.Op == token.MUL && ir.SameAddress(x.X, addr) || x.Op != token.MUL && asksFor(x.X, addr, depth+1)
	case *ssa.Call:
		b, ok := x.Call.Value.(*ssa.Builtin)
		return ok && b.Name() == "len" && asksFor(x.Call.Args[0], addr, depth+1)
	}
	return false
}

// Locations counts the locations of races.
func Locations(races []Race) int {
	seen := map[*access.Location]bool{}
	for _, r := range races {
		seen[r.Location] = true
	}
	return len(seen)
}

// ByCause sorts races by what has to be repaired. That is the goroutine which begins the background's side; but where it
// comes to the state through another package, it is the type of the state (or that package's variables), which has no guard
// against all who use it.
func ByCause(races []Race) [][]Race {
	var out [][]Race
	index := map[any]int{}
	for _, r := range races {
		var cause any = r.Entry.Begin()
		if r.Mine.Callee != "" {
			cause = r.Location.OwnerName()
		}
		i, ok := index[cause]
		if !ok {
			i = len(out)
			index[cause] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], r)
	}
	for i, g := range out {
		out[i] = together(g)
	}
	return unguarded(out)
}

// together leaves the races of a group out whose sides do not come together, if there are others.
func together(races []Race) []Race {
	apart := func(r Race) bool { return r.Apart }
	if worst := Worst(races); !worst.Apart && slices.ContainsFunc(races, apart) {
		return slices.DeleteFunc(slices.Clone(races), apart)
	}
	return races
}

// unguarded makes one group of many whose races to show are all of one location: what so many goroutines share has no
// guard against any of them, and that is what has to be repaired. A read near the start of its goroutine is not among
// them: a copy of the field repairs it.
func unguarded(groups [][]Race) [][]Race {
	const many = 4
	at := map[*access.Location][]int{}
	for i, g := range groups {
		if worst := Worst(g); worst.Confidence().AtLeast(finding.Likely) && (worst.Mine.Write || worst.Entry.Depth() > 1) {
			at[worst.Location] = append(at[worst.Location], i)
		}
	}
	var out [][]Race
	for i, g := range groups {
		same := at[Worst(g).Location]
		if len(same) >= many && slices.Contains(same, i) {
			if i != same[0] {
				continue
			}
			g = slices.Clone(g)
			for _, j := range same[1:] {
				g = append(g, groups[j]...)
			}
		}
		out = append(out, g)
	}
	return out
}

// Goroutines counts the places where the background's side of races begins.
func Goroutines(races []Race) int {
	seen := map[token.Pos]bool{}
	for _, r := range races {
		seen[r.Entry.Begin()] = true
	}
	return len(seen)
}
