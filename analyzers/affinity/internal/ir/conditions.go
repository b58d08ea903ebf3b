package ir

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// AsksField returns the field of type bool that a condition asks to be true.
func AsksField(c Condition) *types.Var {
	if !c.Taken {
		return nil
	}
	switch x := c.Value.(type) {
	case *ssa.UnOp:
		if fa, ok := x.X.(*ssa.FieldAddr); ok && x.Op == token.MUL {
			return FieldOf(fa.X.Type(), fa.Field)
		}
	case *ssa.Field:
		return FieldOf(x.X.Type(), x.Field)
	}
	return nil
}

// A Condition is one that holds wherever control comes to an instruction: a branch that dominates it.
type Condition struct {
	Value ssa.Value
	Taken bool // the branch that leads there
}

// ConditionsOf lists the conditions of a block. It is a must analysis: what only some of the ways there ask is left out.
func ConditionsOf(b *ssa.BasicBlock) []Condition {
	var out []Condition
	for d := b.Idom(); d != nil; d = d.Idom() {
		last, ok := d.Instrs[len(d.Instrs)-1].(*ssa.If)
		if !ok {
			continue
		}
		for i, s := range d.Succs {
			if len(s.Preds) == 1 && s.Dominates(b) {
				out = append(out, Condition{last.Cond, i == 0})
			}
		}
	}
	return out
}

// FieldOf returns a field of a struct, given the type of the struct or of a pointer to it.
func FieldOf(t types.Type, index int) *types.Var {
	_, st := StructOf(t)
	return st.Field(index).Origin()
}

// AskedNil returns the address of what is nil when a condition holds.
func AskedNil(c Condition) ssa.Value {
	eq, ok := c.Value.(*ssa.BinOp)
	if !ok || !(eq.Op == token.EQL && c.Taken || eq.Op == token.NEQ && !c.Taken) || !NilConst(eq.Y) {
		return nil
	}
	if load, ok := eq.X.(*ssa.UnOp); ok && load.Op == token.MUL {
		return load.X
	}
	return nil
}

// BehindNil reports whether a store is only reached when what it overwrites is nil.
func BehindNil(st *ssa.Store) bool {
	for _, c := range ConditionsOf(st.Block()) {
		if addr := AskedNil(c); addr != nil && SameAddress(addr, st.Addr) {
			return true
		}
	}
	return false
}
