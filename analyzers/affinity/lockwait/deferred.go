package lockwait

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// keptDeferred finds a lock whose Unlock is deferred, and that the same function takes again before it returns: a deferred
// call runs at the end of the function, not at that of the loop's body or of the block.
//
// It is a may analysis of the way from the defer statement to the second Lock (conditions are not looked at), and a must of
// the rest: the lock is surely held at the defer statement, nothing on the way gives it back, and it is the same one, since
// the object it belongs to is not another one the next time.
func (s *lockSearch) keptDeferred(f *engine.Func, use *LockUse) {
	for _, b := range f.SSA.Blocks {
		for _, in := range b.Instrs {
			d, ok := in.(*ssa.Defer)
			if !ok {
				continue
			}
			for key := range s.table.gives(d.Common()) {
				if x := use.Held[d][key]; x != nil && x.at.Parent() == f.SSA {
					s.takenAgain(f, use, d, x)
				}
			}
		}
	}
}

func (s *lockSearch) takenAgain(f *engine.Func, use *LockUse, d *ssa.Defer, x *Hold) {
	givesBack := func(in ssa.Instruction) bool {
		call, ok := in.(*ssa.Call)
		return ok && s.table.gives(call.Common())[x.key]
	}
	for _, y := range use.Takes {
		call, ok := y.at.(*ssa.Call)
		if !ok || y.key != x.key || !x.write && !y.write || !ir.Reaches(d, call, givesBack) {
			continue
		}
		if op, mu := lockerCall(call.Common()); op <= 0 || !s.e.lasts(mu, d, 0) || x.base != nil && y.base != x.base && !sameObjects(x.base, y.base) {
			continue
		}
		if s.e.Dead(f) {
			return
		}
		w := &Wait{Kind: Kept, Lock: x.Name, Func: f, Pos: s.e.OpPosition(y.at), Confidence: finding.Likely, site: x.at}
		w.here = s.e.Step(w.Pos, "locks "+x.Name+" again")
		if en := s.presumably(f); en != nil {
			w.Chain = s.e.Chain(en)
			if !en.Presumed {
				w.Confidence = engine.Weaker(w.Confidence, en.Confidence)
			}
		}
		w.Chain = append(w.Chain, s.lockStep(x), s.e.Step(s.e.At(d.Common().Pos()), "unlocks it when the function returns"), w.here)
		s.add(w)
		return
	}
}

// sameObjects reports whether two values are one object, by the way to them from what does not change.
func sameObjects(a, b ssa.Value) bool {
	if a == b || sameValue(a, b) {
		return true
	}
	x, ok := a.(*ssa.UnOp)
	y, ok2 := b.(*ssa.UnOp)
	return ok && ok2 && x.Op == token.MUL && y.Op == token.MUL && ir.SameAddress(x.X, y.X)
}

// lasts reports whether a value is the same object whenever the function comes by again after an instruction: what it is
// found by does not change in a loop.
func (e *Finder) lasts(v ssa.Value, after ssa.Instruction, depth int) bool {
	if depth > 8 {
		return false
	}
	switch v := v.(type) {
	case *ssa.Parameter, *ssa.Global:
		return true
	case *ssa.FreeVar:
		a := e.Variable(v)
		return a != nil && len(ir.StoredIn(a)) <= 1
	case *ssa.FieldAddr:
		return e.lasts(v.X, after, depth+1)
	case *ssa.Alloc:
		return len(ir.StoredIn(v)) <= 1 && !ir.Reaches(after, v, nil)
	case *ssa.UnOp:
		if v.Op != token.MUL {
			return false
		}
		if a, ok := v.X.(*ssa.Alloc); ok {
			vals := ir.StoredIn(a)
			return len(vals) == 1 && e.lasts(vals[0], after, depth+1)
		}
		return e.lasts(v.X, after, depth+1)
	case ssa.Instruction:
		return !ir.Reaches(after, v, nil)
	}
	return false
}
