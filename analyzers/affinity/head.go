package affinity

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// atHead reports whether the background's access is one of the first things that a goroutine does which start-up code, or the
// constructor of the object, starts: before it waits for anything, and once. Nothing orders it before what the user does
// later, but it takes a very slow scheduler to come after: such a race is possible, no more.
func (e *engine) atHead(mine *Access, en *Entry) bool {
	start := en.start().via
	if start == nil || start.instr == nil || en.prev != nil || !e.startsEarly(start, mine.loc) {
		return false
	}
	at := mine.instr
	if at == nil || at.Parent() != mine.Func.SSA || reaches(start.instr, start.instr, nil) || reaches(at, at, nil) {
		return false
	}
	for _, b := range mine.Func.SSA.Blocks {
		for _, in := range b.Instrs {
			if e.takesTime(in, 0) && reaches(in, at, nil) {
				return false
			}
		}
	}
	return true
}

// startsEarly reports whether a goroutine is started before the loop runs, or by a constructor of the type that holds a location.
func (e *engine) startsEarly(start *edge, loc *Location) bool {
	from := start.from
	if from.SSA == nil || from.runsOn(UI) || from.runsOn(Background) {
		return false
	}
	if from.Only(Startup) {
		return !slices.ContainsFunc(from.loops, func(loop ssa.Instruction) bool { return reaches(loop, start.instr, nil) })
	}
	sig := from.SSA.Signature
	if sig.Recv() != nil || sig.Results().Len() == 0 || loc.Owner == nil {
		return false
	}
	made, _ := structOf(sig.Results().At(0).Type())
	return made == loc.Owner
}

// takesTime reports whether an instruction waits for something or does I/O, itself or in what it calls.
func (e *engine) takesTime(in ssa.Instruction, depth int) bool {
	switch in := in.(type) {
	case *ssa.UnOp, *ssa.Select:
		return e.synchronises(in)
	case *ssa.Send:
		return true
	case *ssa.Call:
		if isBuiltin(in.Call.Value) {
			return false
		}
		fn := in.Call.StaticCallee()
		if fn == nil || in.Call.IsInvoke() || depth > 3 {
			return true
		}
		body, ext := e.resolve(fn)
		if body == nil {
			return ext == nil || e.farTakesTime(ext)
		}
		for _, op := range body.Ops {
			if op.Kind == Blocks || op.Kind == WaitsForUI {
				return true
			}
		}
		if body.SSA == nil {
			return false
		}
		for _, b := range body.SSA.Blocks {
			for _, in := range b.Instrs {
				if e.takesTime(in, depth+1) {
					return true
				}
			}
		}
	}
	return false
}

// farTakesTime is takesTime for a function of another package.
func (e *engine) farTakesTime(fn *types.Func) bool {
	if c := e.set.Call(fn); c.Waits || c.Blocking != nil {
		return true
	}
	if fn.Pkg() == nil {
		return false
	}
	sum := e.deps.fn(fn.Pkg().Path(), funcKey(fn))
	return sum != nil && slices.ContainsFunc(sum.Effects, func(eff Effect) bool { return eff.Kind == Blocks || eff.Kind == WaitsForUI })
}
