package race

import (
	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/access"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// This file knows order by publication: what the UI goroutine runs did not exist, or could not be reached, before the background
// came to its access.

// publishedAfter reports whether every way on which the UI goroutine comes to an access begins with what the background hands
// over when its own access is done: a function that it posts then, or a handler that is made in such a function.
//
// It is a must analysis of one run of the goroutine. A handler lives on when the goroutine runs again, so it counts for local
// variables only, which that run has made anew; a posted function is over, as rivals has it.
func (e *Finder) publishedAfter(loc *access.Location, mine, other *access.Access, en *engine.Entry) bool {
	at := places(mine, en)
	seen := map[*engine.Func]bool{other.Func: true}
	for queue := []*engine.Func{other.Func}; len(queue) > 0; queue = queue[1:] {
		f := queue[0]
		if e.bornAfter(f, at) {
			if f.Handler && loc.Local == nil {
				return false
			}
			continue
		}
		if len(f.Incoming) == 0 || len(e.RootsAt[f]) > 0 || f.SSA != nil && e.CalledByStrangers(f) || len(seen) > 40 {
			return false
		}
		for _, ed := range f.Incoming {
			switch {
			case !runsOn(ed.From, engine.UI) && ed.Mode == engine.Inline, ed.Mode == engine.InBackground:
			case ed.Mode == engine.OnUI:
				if !e.bornAfter(ed.From, at) && !laterThan(ed, at) {
					return false
				}
			case !seen[ed.From]:
				seen[ed.From] = true
				queue = append(queue, ed.From)
			}
		}
	}
	return true
}

// bornAfter reports whether a literal, or one around it, is made in a function of the background's when that is past its
// access, or past the call that leads there.
func (e *Finder) bornAfter(f *engine.Func, at []engine.Place) bool {
	for ; f.Parent != nil; f = f.Parent {
		mc := e.Closures[f.SSA]
		if mc == nil {
			continue // a direct call, or a literal that captures nothing
		}
		for _, p := range at {
			if ssa.Instruction(mc) != p.In && p.In != nil && mc.Parent() == p.In.Parent() && !ir.Reaches(mc, p.In, nil) {
				return true
			}
		}
	}
	return false
}

// laterThan reports whether a function is posted when the background is past its access.
func laterThan(post *engine.Edge, at []engine.Place) bool {
	for _, p := range at {
		if post.Instr != nil && p.In != nil && post.Instr.Parent() == p.In.Parent() && !ir.Reaches(post.Instr, p.In, nil) {
			return true
		}
	}
	return false
}
