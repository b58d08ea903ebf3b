package engine

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// This file knows screens that are taken away: a window's content that is replaced, a page that is removed, a dialog that is
// hidden. Their handlers do not run any more, until somebody shows the same thing again.
//
// Neither answer is a proof: a program may keep what it has taken away and show it again, and what an exported function
// builds is taken to be built once, before the user comes. They lower a finding, they do not drop it.

const mostScreens = 200 // functions above one that are looked at

const mostHelpers = 3 // between a function and the call that takes something away

// TakesAway reports whether a function takes something away that is shown, itself or in a helper.
func (e *Engine) TakesAway(f *Func) bool {
	if e.replacing == nil {
		e.replacing = map[*Func]bool{}
		var level []*Func
		for _, f := range e.Nodes() {
			if len(f.replaces) > 0 {
				level = append(level, f)
			}
		}
		for depth := 0; depth < mostHelpers; depth++ {
			var next []*Func
			for _, f := range level {
				if e.replacing[f] {
					continue
				}
				e.replacing[f] = true
				for _, ed := range f.Incoming {
					if ed.Mode == Inline && ed.From.Slot == nil && f.Slot == nil {
						next = append(next, ed.From)
					}
				}
			}
			level = next
		}
	}
	return e.replacing[f]
}

// TakenAwayBefore reports whether control comes to an instruction of a function only when it has taken something away that
// another one has built: the content of a window, a page, a dialog in a variable of the other's.
func (e *Engine) TakenAwayBefore(f *Func, in ssa.Instruction, builder *Func) bool {
	before := func(away ssa.Instruction) bool {
		return away != nil && away != in && away.Parent() == in.Parent() && away.Block().Dominates(in.Block()) && ir.Reaches(away, in, nil) && !ir.Reaches(in, away, nil)
	}
	return slices.ContainsFunc(f.replaces, func(away ssa.Instruction) bool { return before(away) && e.builtBy(away, builder) }) ||
		slices.ContainsFunc(f.Outgoing, func(ed *Edge) bool {
			return ed.Mode == Inline && before(ed.Instr) && ed.To.Slot == nil && e.TakesAway(ed.To)
		})
}

// builtBy reports whether what a call takes away may have been made by a function: it has a name, or is a variable of that
// function's.
func (e *Engine) builtBy(away ssa.Instruction, builder *Func) bool {
	call, ok := away.(ssa.CallInstruction)
	if !ok {
		return false
	}
	c := call.Common()
	what := c.Value
	args := c.Args
	if !c.IsInvoke() {
		if len(args) == 0 {
			return false
		}
		what, args = args[0], args[1:]
	}
	if len(args) > 0 {
		return true // a page by its name, a window's new content
	}
	if load, ok := what.(*ssa.UnOp); ok {
		if a := e.Variable(load.X); a != nil {
			return a.Parent() == builder.SSA
		}
	}
	return what.Parent() == builder.SSA
}

// OneShot reports whether a function is run by a handler of the program's first screen and replaces that: once it has, nobody
// can start it again. Whoever leads to it is made before the program runs, or by such a handler, and not by the function.
func (e *Engine) OneShot(f *Func) bool {
	if known, ok := e.oneShots[f]; ok {
		return known
	}
	if e.oneShots == nil {
		e.oneShots = map[*Func]bool{}
	}
	e.oneShots[f] = e.findOneShot(f)
	return e.oneShots[f]
}

func (e *Engine) findOneShot(f *Func) bool {
	if f.SSA == nil || !f.In(UI) || !e.TakesAway(f) {
		return false
	}
	seen := map[*Func]bool{}
	handled := false
	for queue := []*Func{f}; len(queue) > 0; queue = queue[1:] {
		x := queue[0]
		if seen[x] && x == f || len(seen) > mostScreens {
			return false
		}
		if seen[x] {
			continue
		}
		seen[x] = true
		if x.SSA == nil || len(e.RootsAt[x]) > 0 && !x.Only(Startup) {
			return false // the toolkit calls it again and again
		}
		for _, ed := range x.Incoming {
			if ed.Handles() || ed.From.Slot != nil {
				handled = true
				if !e.onScreen(ed) {
					return false
				}
			}
		}
		queue = append(queue, e.above(x)...)
	}
	return handled
}

// above is the function that makes a literal, or those that call a function.
func (e *Engine) above(f *Func) []*Func {
	if f.Parent != nil {
		return []*Func{f.Parent}
	}
	var out []*Func
	for _, ed := range f.Incoming {
		out = append(out, ed.From)
	}
	return out
}

// onScreen reports whether a handler belongs to something that is shown, and goes with it: a widget, a dialog, a type of the
// program's own; not a menu's entry, a shortcut, or what looks at all events.
func (e *Engine) onScreen(ed *Edge) bool {
	if s := ed.From.Slot; s != nil {
		if s.obj == nil || s.obj.Pkg() == nil || e.Set.Owner(s.obj.Pkg()) == nil {
			return true
		}
		_, name, _ := strings.Cut(s.Key, " ")
		name, _, _ = strings.Cut(name, ".")
		owner, ok := s.obj.Pkg().Scope().Lookup(name).(*types.TypeName)
		return ok && shown(owner.Type())
	}
	call, ok := ed.Instr.(ssa.CallInstruction)
	if !ok {
		return false
	}
	fn := ir.CalleeOf(call.Common())
	if fn == nil || fn.Pkg() == nil {
		return false
	}
	sig := fn.Signature()
	return e.Set.Owner(fn.Pkg()) == nil || fn.Pkg().Name() == "dialog" || sig.Recv() != nil && shown(sig.Recv().Type()) || sig.Results().Len() > 0 && shown(sig.Results().At(0).Type())
}

// shown reports whether values of a type have a place on the screen: they can be drawn and have a size.
func shown(t types.Type) bool {
	has := func(name string) bool {
		obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(ir.Deref(t)), true, nil, name)
		_, ok := obj.(*types.Func)
		return ok
	}
	if types.IsInterface(t) {
		has = func(name string) bool {
			obj, _, _ := types.LookupFieldOrMethod(t, false, nil, name)
			return obj != nil
		}
	}
	return has("MinSize") && has("Move") || has("Draw") && has("GetRect")
}

// BuiltAfter reports whether control comes to an instruction of a function, the start of a goroutine, say, only by way of what
// another function calls or builds when it is past an instruction of its own.
func (e *Engine) BuiltAfter(f *Func, in ssa.Instruction, first *Func, past ssa.Instruction) bool {
	return e.builtAfter(f, in, first, past, map[*Func]bool{})
}

func (e *Engine) builtAfter(f *Func, in ssa.Instruction, first *Func, past ssa.Instruction, seen map[*Func]bool) bool {
	if f == first {
		return in != nil && in.Parent() == past.Parent() && !ir.Reaches(in, past, nil)
	}
	if seen[f] {
		return true // by way of a caller that is looked at
	}
	seen[f] = true
	if len(seen) > mostScreens {
		return false
	}
	if f.Parent != nil && f.SSA != nil { // a literal runs when it has been made
		mc := e.Closures[f.SSA]
		if mc == nil {
			return e.builtAfter(f.Parent, nil, first, past, seen)
		}
		return e.builtAfter(f.Parent, mc, first, past, seen)
	}
	if len(f.Incoming) == 0 || len(e.RootsAt[f]) > 0 || f.SSA != nil && e.CalledByStrangers(f) {
		return false
	}
	for _, ed := range f.Incoming {
		if !e.builtAfter(ed.From, ed.Instr, first, past, seen) {
			return false
		}
	}
	return true
}

// Leaves reports whether the function ends the event loop wherever control goes from an instruction.
func (f *Func) Leaves(in ssa.Instruction) bool {
	if len(f.stops) == 0 || len(f.resumes) > 0 || in == nil || in.Parent() != f.SSA {
		return false
	}
	stop := func(x ssa.Instruction) bool { return slices.Contains(f.stops, x) }
	for _, b := range f.SSA.Blocks {
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && ir.Reaches(in, ret, stop) {
			return false
		}
	}
	return true
}
