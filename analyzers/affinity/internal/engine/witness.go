package engine

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// betterWitnesses mends chains that lead to one type's method through a call that passes another type: "show(v Page) { v.Load()
// }" runs what each of its callers passes, and the shortest way to show proves nothing of the page behind it. Where a caller
// that is reached in the same context passes the type itself, the chain leads through that. What is found stays what it is:
// only the proof changes.
func (e *Engine) betterWitnesses() {
	if e.Foreign {
		return
	}
	for _, f := range e.Bodies {
		if f.SSA == nil || len(f.implements) == 0 || f.SSA.Signature.Recv() == nil {
			continue
		}
		for _, en := range f.Entries {
			e.betterWitness(en)
		}
	}
}

func (e *Engine) betterWitness(en *Entry) {
	slot := en.Prev
	if slot == nil || slot.F.Slot == nil || slot.F.Slot.cell != nil || slot.Prev == nil || slot.Via == nil || slot.Prev.Via == nil {
		return
	}
	call, ok := slot.Via.Instr.(ssa.CallInstruction)
	helper := slot.Prev
	if !ok || !call.Common().IsInvoke() || helper.F.SSA == nil {
		return
	}
	p := e.paramBehind(call.Common().Value)
	i := slices.Index(helper.F.SSA.Params, p)
	if p == nil || i < 0 {
		return
	}
	want := en.F.SSA.Signature.Recv().Type()
	if t := passedType(helper.Via, helper.F, i); t == nil || sameType(t, want) {
		return
	}
	var best *Entry
	var via *Edge
	for _, ed := range helper.F.Incoming {
		if t := passedType(ed, helper.F, i); ed.Mode != Inline || t == nil || !sameType(t, want) {
			continue
		}
		for _, from := range ed.From.Entries {
			if from.Ctx == en.Ctx && from.Quiet == en.Quiet && !from.Presumed && from.Confidence.AtLeast(en.Confidence) && e.Opens(from, ed) && !from.comesFrom(en) && (best == nil || from.Depth() < best.Depth()) {
				best, via = from, ed
			}
		}
	}
	if best == nil {
		return
	}
	at := *helper
	at.Prev, at.Via, at.Steps = best, via, nil
	through := *slot
	through.Prev = &at
	en.Prev = &through
}

// passedType is the type of what a call passes as an interface, or nil.
func passedType(ed *Edge, to *Func, i int) types.Type {
	call, ok := ed.Instr.(ssa.CallInstruction)
	if !ok || call.Common().IsInvoke() || ir.StaticCallee(call.Common().Value) == nil || len(call.Common().Args) != len(to.SSA.Params) {
		return nil
	}
	if mi, ok := call.Common().Args[i].(*ssa.MakeInterface); ok {
		return mi.X.Type()
	}
	return nil
}

func sameType(a, b types.Type) bool { return types.Identical(ir.Deref(a), ir.Deref(b)) }

// comesFrom reports whether another entry is on the way to this one.
func (en *Entry) comesFrom(other *Entry) bool {
	for x := en; x != nil; x = x.Prev {
		if x == other {
			return true
		}
	}
	return false
}
