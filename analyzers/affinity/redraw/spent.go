package redraw

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// This file finds the answers that use up what they ask for: "if m.pending != \"\" { m.pending = \"\"; return m, load }". One
// follows another only when something sets the field again, and where no message of the cycle does, the cycle does not
// renew itself there.
//
// It is a must analysis: the store lies on every way to the answer, and every other store to the field is either one of the
// same kind, in a new object, or run for messages of which none belongs to the cycle.

// lasting returns the answers without those that use up what they ask for.
func (e *Finder) lasting(all []answer, c *cycle) []answer {
	spent := map[*production]bool{}
	for _, a := range c.answers {
		if e.spent(a, c) {
			spent[a.production] = true
		}
	}
	if len(spent) == 0 {
		return all
	}
	var out []answer
	for _, a := range all {
		if !spent[a.production] {
			out = append(out, a)
		}
	}
	return out
}

func (e *Finder) spent(a answer, c *cycle) bool {
	for _, cond := range ir.ConditionsOf(a.at.Block()) {
		q := questionOf(cond)
		if q.field == nil {
			continue
		}
		for _, w := range e.FieldWrites(a.f.SSA) {
			if w.Fields[q.field] && w.At.Block().Dominates(a.at.Block()) && e.deniedBy(q, w) && !e.setAgain(q, c) {
				return true
			}
		}
	}
	return false
}

// A question compares a field with a constant; nil is the constant of a nil comparison.
type question struct {
	field *types.Var
	with  constant.Value
	equal bool // what it holds for
}

// questionOf takes a condition as a question for a field, if it is that simple.
func questionOf(c ir.Condition) question {
	value, taken := c.Value, c.Taken
	if not, ok := value.(*ssa.UnOp); ok && not.Op == token.NOT {
		value, taken = not.X, !taken
	}
	if field := loadedField(value); field != nil {
		return question{field, constant.MakeBool(true), taken}
	}
	cmp, ok := value.(*ssa.BinOp)
	if !ok || cmp.Op != token.EQL && cmp.Op != token.NEQ {
		return question{}
	}
	k, ok := cmp.Y.(*ssa.Const)
	if !ok {
		return question{}
	}
	return question{loadedField(cmp.X), k.Value, taken == (cmp.Op == token.EQL)}
}

func loadedField(v ssa.Value) *types.Var {
	switch v := v.(type) {
	case *ssa.UnOp:
		if fa, ok := v.X.(*ssa.FieldAddr); ok && v.Op == token.MUL {
			return ir.FieldOf(fa.X.Type(), fa.Field)
		}
	case *ssa.Field:
		return ir.FieldOf(v.X.Type(), v.Field)
	}
	return nil
}

// denies reports whether the answer to a question is no when the field has the value.
func (q question) denies(v ssa.Value) bool {
	k, ok := v.(*ssa.Const)
	if !ok || (k.Value == nil) != (q.with == nil) {
		return false
	}
	same := k.Value == nil || constant.Compare(k.Value, token.EQL, q.with)
	return same != q.equal
}

// deniedBy is denies for a write, also one by a helper on each of its ways.
func (e *Finder) deniedBy(q question, w engine.FieldWrite) bool {
	if w.Value != nil {
		return q.denies(w.Value)
	}
	call, ok := w.At.(*ssa.Call)
	if !ok {
		return false
	}
	body, _ := e.Resolve(call.Call.StaticCallee())
	if body == nil || body.SSA == nil {
		return false
	}
	for _, st := range storesTo(body.SSA, q.field) {
		if q.denies(st.Val) && dominatesReturns(st) {
			return true
		}
	}
	return false
}

func storesTo(fn *ssa.Function, field *types.Var) []*ssa.Store {
	var out []*ssa.Store
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			if st, ok := in.(*ssa.Store); ok {
				if fa, ok := st.Addr.(*ssa.FieldAddr); ok && ir.FieldOf(fa.X.Type(), fa.Field) == field {
					out = append(out, st)
				}
			}
		}
	}
	return out
}

func dominatesReturns(in ssa.Instruction) bool {
	for _, b := range in.Parent().Blocks {
		if _, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && !in.Block().Dominates(b) {
			return false
		}
	}
	return true
}

// setAgain reports whether handling a message of the cycle may make the answer to a question yes again.
func (e *Finder) setAgain(q question, c *cycle) bool {
	again := false
	e.EachInstr(func(f *engine.Func, in ssa.Instruction) {
		st, ok := in.(*ssa.Store)
		if !ok || again {
			return
		}
		if !replaces(st, q.field) && !changes(st, q) {
			return
		}
		again = e.runsFor(f, st.Block(), c, map[*ssa.BasicBlock]bool{})
	})
	return again
}

// changes reports whether a store may make the answer to a question yes, in an object that is not new.
func changes(st *ssa.Store, q question) bool {
	fa, ok := st.Addr.(*ssa.FieldAddr)
	if !ok || ir.FieldOf(fa.X.Type(), fa.Field) != q.field || q.denies(st.Val) {
		return false
	}
	a, ok := ir.Outermost(fa).(*ssa.Alloc)
	return !ok || len(ir.StoredIn(a)) > 0
}

// replaces reports whether a store overwrites a whole struct with the field, other than a variable of its function.
func replaces(st *ssa.Store, field *types.Var) bool {
	s, ok := st.Val.Type().Underlying().(*types.Struct)
	if _, local := st.Addr.(*ssa.Alloc); !ok || local {
		return false
	}
	for i := 0; i < s.NumFields(); i++ {
		if s.Field(i).Origin() == field {
			return true
		}
	}
	return false
}

// runsFor reports whether control may come to a block for a message of the cycle, in the function that handles it or one
// that it calls. Where nobody in sight calls a function, it may.
func (e *Finder) runsFor(f *engine.Func, b *ssa.BasicBlock, c *cycle, seen map[*ssa.BasicBlock]bool) bool {
	if seen[b] || f.Only(engine.Startup) {
		return false
	}
	seen[b] = true
	inner := false
	for _, to := range e.triggers(f, b) {
		switch {
		case to == anyMessage, c.has(to):
			return true
		case to == "":
			inner = true
		}
	}
	if !inner {
		return false
	}
	if len(seen) > 200 {
		return true
	}
	known := false
	for _, ed := range f.Incoming {
		if ed.Instr == nil || ed.From == nil || ed.From.SSA == nil || ed.Instr.Parent() != ed.From.SSA {
			return true
		}
		known = true
		if e.runsFor(ed.From, ed.Instr.Block(), c, seen) {
			return true
		}
	}
	return !known
}
