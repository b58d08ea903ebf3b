package race

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/access"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// atHead reports whether the background's access is one of the first things that a goroutine does which start-up code, or the
// constructor of the object, starts: before it waits for anything, and once. Nothing orders it before what the user does
// later, but it takes a very slow scheduler to come after: such a race is possible, no more.
func (e *Finder) atHead(mine *access.Access, en *engine.Entry) bool {
	start := en.Start().Via
	switch {
	case start == nil:
		if !e.runsOnce(en) {
			return false
		}
	case start.Instr == nil || en.Prev != nil || !e.startsEarly(start, mine.Loc) || ir.Reaches(start.Instr, start.Instr, nil):
		return false
	}
	at := mine.Instr
	if at == nil || at.Parent() != mine.Func.SSA || ir.Reaches(at, at, nil) {
		return false
	}
	for _, b := range mine.Func.SSA.Blocks {
		for _, in := range b.Instrs {
			if e.takesTime(in, 0) && ir.Reaches(in, at, nil) {
				return false
			}
		}
	}
	return true
}

// runsOnce reports whether a toolkit runs a function once, in the background, when the program starts.
func (e *Finder) runsOnce(en *engine.Entry) bool {
	start := en.Start()
	if en != start && en.Prev != start || en != start && start.F.Slot == nil {
		return false
	}
	return slices.ContainsFunc(e.Roots, func(r engine.RootEntry) bool { return r.F == start.F && r.Turn == engine.TurnOnce })
}

// startsEarly reports whether a goroutine is started before the loop runs, or by a constructor of the type that holds a location.
func (e *Finder) startsEarly(start *engine.Edge, loc *access.Location) bool {
	from := start.From
	if from.SSA == nil || runsOn(from, engine.UI) || runsOn(from, engine.Background) {
		return false
	}
	if from.Only(engine.Startup) {
		return !slices.ContainsFunc(from.Loops, func(loop ssa.Instruction) bool { return ir.Reaches(loop, start.Instr, nil) })
	}
	sig := from.SSA.Signature
	if sig.Recv() != nil || sig.Results().Len() == 0 || loc.Owner == nil {
		return false
	}
	made, _ := ir.StructOf(sig.Results().At(0).Type())
	return made == loc.Owner
}

// takesTime reports whether an instruction waits for something or does I/O, itself or in what it calls.
func (e *Finder) takesTime(in ssa.Instruction, depth int) bool {
	switch in := in.(type) {
	case *ssa.UnOp, *ssa.Select:
		return e.Synchronises(in)
	case *ssa.Send:
		return true
	case *ssa.Call:
		if ir.IsBuiltin(in.Call.Value) {
			return false
		}
		fn := in.Call.StaticCallee()
		if fn == nil || in.Call.IsInvoke() || depth > 3 {
			return true
		}
		body, ext := e.Resolve(fn)
		if body == nil {
			return ext == nil || e.farTakesTime(ext)
		}
		for _, op := range body.Ops {
			if op.Kind == engine.Blocks || op.Kind == engine.WaitsForUI {
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
func (e *Finder) farTakesTime(fn *types.Func) bool {
	if c := e.Set.Call(fn); c.Waits || c.Blocking != nil {
		return true
	}
	if fn.Pkg() == nil {
		return false
	}
	sum := e.Deps.Fn(fn.Pkg().Path(), ir.FuncKey(fn))
	return sum != nil && slices.ContainsFunc(sum.Effects, func(eff engine.Effect) bool { return eff.Kind == engine.Blocks || eff.Kind == engine.WaitsForUI })
}
