package access

import (
	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// MakesMissing reports whether a write is only come to when the location is nil.
func (e *Finder) MakesMissing(a *Access) bool {
	if a.init {
		return true
	}
	st, ok := a.Instr.(*ssa.Store)
	if !ok || a.Part || ir.NilConst(st.Val) {
		return false
	}
	return ir.BehindNil(st) || a.Loc.Key != "" && e.calledForMissing(a.Func, a.Loc.Key, 0)
}

// calledForMissing reports whether a function is only called when a location is nil, or by start-up code.
func (e *Finder) calledForMissing(f *engine.Func, key string, depth int) bool {
	if depth > 3 || len(f.Incoming) == 0 || f.Taken || e.CalledByStrangers(f) || len(e.RootsAt[f]) > 0 {
		return false
	}
	guarded := false
	for _, ed := range f.Incoming {
		if ed.Mode != engine.Inline || ed.From.Slot != nil {
			return false
		}
		switch {
		case e.forMissing(ed.Instr, key) || e.calledForMissing(ed.From, key, depth+1):
			guarded = true
		case !ed.From.Only(engine.Startup):
			return false
		}
	}
	return guarded
}

// forMissing reports whether control comes to an instruction only when a location is nil.
func (e *Finder) forMissing(in ssa.Instruction, key string) bool {
	if in == nil || in.Block() == nil {
		return false
	}
	for _, c := range ir.ConditionsOf(in.Block()) {
		if addr := ir.AskedNil(c); addr != nil && e.MutexKey(addr) == any(key) {
			return true
		}
	}
	return false
}

// wayForMissing reports whether a call on the way to an access is only made when a location is nil.
func (e *Finder) wayForMissing(en *engine.Entry, key string) bool {
	for x := en; x != nil && x.Prev != nil && x.Via != nil; x = x.Prev {
		if e.forMissing(x.Via.Instr, key) {
			return true
		}
	}
	return false
}
