package affinity

import (
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// onlyInit reports whether the writes to a location only make what is not there yet, and it is there before anything runs
// at once: each stands behind "if x == nil", nobody sets it back, and start-up code or the constructor of its object comes
// first. A write then never happens again.
func (e *engine) onlyInit(loc *Location) bool {
	if known, ok := e.initMemo[loc]; ok {
		return known
	}
	if e.initMemo == nil {
		e.initMemo = map[*Location]bool{}
	}
	e.initMemo[loc] = false
	early, writes := e.setAtBirth[loc.key], 0
	for _, a := range e.byLocation[loc] {
		if !a.Write || a.Element {
			continue
		}
		st, ok := a.instr.(*ssa.Store)
		if !ok || a.Part || nilConst(st.Val) || !behindNil(st) {
			return false
		}
		writes++
		early = early || a.Func.In(Startup)
	}
	e.initMemo[loc] = early && writes > 0
	return e.initMemo[loc]
}

// behindNil reports whether a store is only reached when what it overwrites is nil.
func behindNil(st *ssa.Store) bool {
	for b := st.Block(); b != nil; b = b.Idom() {
		up := b.Idom()
		if up == nil {
			return false
		}
		br, ok := up.Instrs[len(up.Instrs)-1].(*ssa.If)
		if !ok || up.Succs[0] != b || len(b.Preds) != 1 {
			continue
		}
		if eq, ok := br.Cond.(*ssa.BinOp); ok && eq.Op == token.EQL && nilConst(eq.Y) {
			if load, ok := eq.X.(*ssa.UnOp); ok && load.Op == token.MUL && sameAddress(load.X, st.Addr) {
				return true
			}
		}
	}
	return false
}

// sameAddress reports whether two addresses are the same variable, or the same field of what looks like the same object.
func sameAddress(a, b ssa.Value) bool {
	if a == b {
		return true
	}
	fa, ok := a.(*ssa.FieldAddr)
	fb, okb := b.(*ssa.FieldAddr)
	if ok && okb {
		return fa.Field == fb.Field && (fa.X == fb.X || sameAddress(loadedFrom(fa.X), loadedFrom(fb.X)))
	}
	return false
}

func loadedFrom(v ssa.Value) ssa.Value {
	if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL {
		return load.X
	}
	return v
}
