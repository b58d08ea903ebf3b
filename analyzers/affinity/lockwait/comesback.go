package lockwait

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// This file finds callbacks that come back for a lock across packages: an object calls what the program has stored in its
// field while it holds its own lock, and what is stored there, in another package, calls a method of the object that takes the
// lock. The package of the object says that it does so, the package of the callback joins the two.
//
// That the lock is held is a must argument, and so is that it is the object's own whose field is called. That the callback
// comes back to the same object is only said where one value of the type is made in sight. Conditions on the way are not
// looked at. Lost are locks that a caller of the method holds, and callbacks that come back through an interface.

const (
	mostLockedRuns = 40
	deepestBack    = 5 // calls
)

// LockedRuns lists the fields that this package's types call while they hold a lock of their own.
func (e *Finder) LockedRuns() []engine.LockedRun {
	type pair struct{ slot, lock string }
	seen := map[pair]bool{}
	var out []engine.LockedRun
	for _, f := range e.Bodies {
		if f.SSA == nil || len(e.LockTable().Of(f).Takes) == 0 {
			continue
		}
		use := e.LockTable().Of(f)
		for _, b := range f.SSA.Blocks {
			for _, in := range b.Instrs {
				call, ok := in.(*ssa.Call)
				if !ok || len(use.Held[in]) == 0 || len(out) >= mostLockedRuns {
					continue
				}
				fa := fieldCalled(call.Common())
				if fa == nil {
					continue
				}
				slot := e.Slots[ir.FieldOf(fa.X.Type(), fa.Field)]
				for _, x := range use.Held[in] {
					key, named := x.key.(string)
					if !named || !x.write || x.base == nil || !sameValue(fa.X, x.base) || slot == nil || slot.Slot.Key == "" || seen[pair{slot.Slot.Key, key}] {
						continue
					}
					seen[pair{slot.Slot.Key, key}] = true
					out = append(out, engine.LockedRun{Slot: slot.Slot.Key, Lock: key, Name: x.Name, Steps: []finding.Step{
						e.Step(e.OpPosition(x.at), "locks "+x.Name), e.Step(e.OpPosition(in), "calls "+slot.Name),
					}})
				}
			}
		}
	}
	return out
}

// fieldCalled is the field whose function, or one of whose functions, a call calls, or nil.
func fieldCalled(c *ssa.CallCommon) *ssa.FieldAddr {
	load, ok := c.Value.(*ssa.UnOp)
	if !ok || c.IsInvoke() || load.Op != token.MUL {
		return nil
	}
	if elem, ok := load.X.(*ssa.IndexAddr); ok {
		if load, ok = elem.X.(*ssa.UnOp); !ok || load.Op != token.MUL {
			return nil
		}
	}
	fa, _ := load.X.(*ssa.FieldAddr)
	return fa
}

// comeBack finds the callbacks of this package that come back for a lock of another one.
func (e *Finder) comeBack() {
	for _, path := range e.Deps.SameMod {
		for _, run := range e.Deps.Table(path).LockedRuns {
			slot := e.KnownSlot(run.Slot)
			if slot == nil || !e.Single(run.Lock) {
				continue
			}
			for _, ed := range slot.Outgoing {
				if ed.Mode == engine.Inline && ed.To.In(engine.UI) {
					e.backFrom(run, ed)
				}
			}
		}
	}
}

// backFrom looks for the lock in what a callback does on the same goroutine.
func (e *Finder) backFrom(run engine.LockedRun, stored *engine.Edge) {
	type at struct {
		f     *engine.Func
		steps []finding.Step
		conf  finding.Confidence
		depth int
	}
	seen := map[*engine.Func]bool{}
	steps := append(append([]finding.Step{}, run.Steps...), e.EdgeSteps(stored)...)
	for queue := []at{{stored.To, steps, finding.Likely, 0}}; len(queue) > 0; queue = queue[1:] {
		x := queue[0]
		if seen[x.f] || x.depth > deepestBack {
			continue
		}
		seen[x.f] = true
		for _, far := range x.f.FarTakes {
			for _, t := range far.Takes {
				if t.Key != run.Lock || far.Site.Mode != engine.Inline || far.Site.Instr == nil || deferred(far.Site.Instr) {
					continue
				}
				w := &Wait{Kind: Again, Lock: run.Name, Func: x.f, Pos: far.Site.Pos, What: far.Site.Name, depth: x.depth, site: far.Site.Instr}
				w.Confidence, w.here = engine.Weaker(x.conf, t.Confidence), e.Step(w.Pos, "calls "+far.Site.Name)
				w.Chain = append(append(append(w.Chain, x.steps...), w.here), t.Steps...)
				e.lockWaits = append(e.lockWaits, w)
				return
			}
		}
		for _, ed := range x.f.Outgoing {
			if ed.Mode == engine.Inline && !deferred(ed.Instr) {
				next := append(append([]finding.Step{}, x.steps...), e.EdgeSteps(ed)...)
				queue = append(queue, at{ed.To, next, engine.Weaker(x.conf, ed.Conf), x.depth + 1})
			}
		}
	}
}
