package ir

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// LastStored returns the values that a variable can hold when control comes to an instruction of the function that declares
// it: what the stores put there from which control gets to the instruction past no other store. Those of literals that change
// the variable are not among them. It is a may analysis along the control flow.
func LastStored(a *ssa.Alloc, at ssa.Instruction) []ssa.Value {
	var out []ssa.Value
	seen := map[*ssa.BasicBlock]bool{}
	var visit func(b *ssa.BasicBlock, before int)
	visit = func(b *ssa.BasicBlock, before int) {
		for _, in := range slices.Backward(b.Instrs[:before]) {
			if st, ok := in.(*ssa.Store); ok && st.Addr == ssa.Value(a) {
				out = append(out, st.Val)
				return
			}
			if in == ssa.Instruction(a) {
				return // it is new here
			}
		}
		for _, p := range b.Preds {
			if !seen[p] {
				seen[p] = true
				visit(p, len(p.Instrs))
			}
		}
	}
	visit(at.Block(), slices.Index(at.Block().Instrs, at))
	return out
}

// StoredSince is LastStored for an instruction in a literal: what the variable holds when the literal is made, and what it may
// get from then on.
func StoredSince(a *ssa.Alloc, made ssa.Instruction) []ssa.Value {
	out := LastStored(a, made)
	for _, ref := range *a.Referrers() {
		if st, ok := ref.(*ssa.Store); ok && st.Addr == ssa.Value(a) && Reaches(made, st, nil) {
			out = append(out, st.Val)
		}
	}
	return out
}
