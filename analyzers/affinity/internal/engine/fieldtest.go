package engine

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// What a function asks of its object a caller may have decided before: it has asked the same, or has just made the object and
// not filled the field. This file finds the branches that no caller in sight comes to.
//
// It is a must analysis. A field that was found set stays so when nothing in the package sets it to nil; that a value which is
// stored there may be nil itself is passed over. An object that was made in the caller has a nil field as long as neither the
// caller nor what it calls or makes meanwhile stores to it. Lost are fields that other packages can name, objects in fields of
// others, and callers that hand the object on.

// A fieldTest is a condition that holds at a place: a field of what a parameter points to is nil, or is not.
type fieldTest struct {
	param *ssa.Parameter
	field *types.Var
	isNil bool
}

// testOf takes the comparison of a field with nil apart.
func testOf(c ir.Condition) (obj ssa.Value, field *types.Var, isNil bool) {
	cmp, ok := c.Value.(*ssa.BinOp)
	if !ok || cmp.Op != token.EQL && cmp.Op != token.NEQ || !ir.NilConst(cmp.Y) {
		return nil, nil, false
	}
	load, ok := cmp.X.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return nil, nil, false
	}
	fa, ok := load.X.(*ssa.FieldAddr)
	if !ok {
		return nil, nil, false
	}
	return fa.X, ir.FieldOf(fa.X.Type(), fa.Field), (cmp.Op == token.EQL) == c.Taken
}

// fieldTests lists what holds at a block of the fields of its function's parameters.
func (e *Engine) fieldTests(b *ssa.BasicBlock) []fieldTest {
	var out []fieldTest
	for _, c := range ir.ConditionsOf(b) {
		if obj, field, isNil := testOf(c); field != nil {
			if p := e.paramBehind(obj); p != nil && p.Parent() == b.Parent() {
				out = append(out, fieldTest{p, field, isNil})
			}
		}
	}
	return out
}

// contradicts reports whether a call that passes an object says the opposite of a test on it.
func (e *Engine) contradicts(t fieldTest, at ssa.Instruction, obj ssa.Value) bool {
	if at == nil || obj == nil || t.field.Pkg() != e.Pass.Pkg || t.field.Exported() && e.Pass.Pkg.Name() != "main" {
		return false
	}
	if t.isNil {
		return e.testedSet(at.Block(), obj, t.field) && !e.cleared(t.field)
	}
	_, isCall := at.(*ssa.Call)
	return isCall && e.stillNil(at, obj, t.field)
}

// testedSet reports whether control comes to a block, or to where the literal around it is made, only when the field is set.
func (e *Engine) testedSet(b *ssa.BasicBlock, obj ssa.Value, field *types.Var) bool {
	for range 6 {
		for _, c := range ir.ConditionsOf(b) {
			if of, f, isNil := testOf(c); f == field && !isNil && e.sameObject(of, obj) {
				return true
			}
		}
		mc := e.Closures[b.Parent()]
		if mc == nil {
			return false
		}
		b = mc.Block()
	}
	return false
}

func (e *Engine) sameObject(a, b ssa.Value) bool {
	if p := e.paramBehind(a); p != nil {
		return p == e.paramBehind(b)
	}
	return a == b || e.MadeBy(a) == e.MadeBy(b)
}

// cleared reports whether the package sets a field to nil after it was set, or lends its address.
func (e *Engine) cleared(field *types.Var) bool {
	if known, ok := e.clearedMemo[field]; ok {
		return known
	}
	if e.clearedMemo == nil {
		e.clearedMemo = map[*types.Var]bool{}
	}
	found := false
	e.EachInstr(func(f *Func, in ssa.Instruction) {
		switch in := in.(type) {
		case *ssa.FieldAddr:
			if ir.FieldOf(in.X.Type(), in.Field) == field && slices.ContainsFunc(*in.Referrers(), func(use ssa.Instruction) bool { return mayClear(use, in) }) {
				found = found || !e.TestSupport(f.Pos)
			}
		case *ssa.Store:
			if _, fresh := in.Addr.(*ssa.Alloc); !fresh && hasField(in.Val.Type(), field) {
				found = true
			}
		}
	})
	e.clearedMemo[field] = found
	return found
}

func mayClear(use ssa.Instruction, addr ssa.Value) bool {
	switch use := use.(type) {
	case *ssa.DebugRef:
		return false
	case *ssa.UnOp:
		return use.Op != token.MUL
	case *ssa.Store:
		return use.Addr != addr || ir.NilConst(use.Val)
	}
	return true
}

// hasField reports whether a value is a struct, not a pointer to one, that has the field.
func hasField(t types.Type, field *types.Var) bool {
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for i := range st.NumFields() {
		if st.Field(i).Origin() == field {
			return true
		}
	}
	return false
}

// stillNil reports whether the object that a call passes was made in the calling function, and its field not set since.
func (e *Engine) stillNil(at ssa.Instruction, obj ssa.Value, field *types.Var) bool {
	made, ok := e.MadeBy(obj).(*ssa.Alloc)
	if !ok || made.Parent() != at.Parent() || !made.Heap || ir.Reaches(at, made, nil) {
		return false
	}
	names := []ssa.Value{made}
	for _, ref := range *made.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Store:
			if v, isVar := ref.Addr.(*ssa.Alloc); isVar && ref.Val == ssa.Value(made) {
				names = append(names, loads(v)...)
			}
		case *ssa.Phi:
			return false
		}
	}
	for _, v := range names {
		for _, use := range *v.Referrers() {
			if e.mayFill(use, v, field) && ir.Reaches(use, at, nil) {
				return false
			}
		}
	}
	return true
}

func loads(v *ssa.Alloc) []ssa.Value {
	var out []ssa.Value
	for _, ref := range *v.Referrers() {
		if load, ok := ref.(*ssa.UnOp); ok && load.Op == token.MUL {
			out = append(out, load)
		}
	}
	return out
}

// mayFill reports whether a use of an object may set one of its fields.
func (e *Engine) mayFill(use ssa.Instruction, obj ssa.Value, field *types.Var) bool {
	switch use := use.(type) {
	case *ssa.FieldAddr:
		return ir.FieldOf(use.X.Type(), use.Field) == field && slices.ContainsFunc(*use.Referrers(), func(in ssa.Instruction) bool { return !readsOrClears(in, use) })
	case *ssa.MakeClosure:
		body := e.BySSA[use.Fn.(*ssa.Function)]
		return body == nil || e.FieldUse(body).Writes[field]
	case *ssa.Store:
		return use.Addr == obj // the whole object
	case ssa.CallInstruction:
		fn := ir.StaticCallee(use.Common().Value)
		if fn == nil || use.Common().IsInvoke() {
			return true
		}
		body, _ := e.Resolve(fn)
		return body != nil && e.FieldUse(body).Writes[field]
	}
	return false
}

// decided finds the branches of methods that no caller comes to, by what each says of the object that it passes. Of a method
// that other packages can call the branch is only unlikely.
func (e *Engine) decided() {
	if e.Foreign {
		return
	}
	for _, f := range e.Bodies {
		if f.SSA == nil || f.Parent != nil || f.Taken || len(f.Incoming) == 0 || len(e.RootsAt[f]) > 0 || f.SSA.Signature.Recv() == nil || e.constrained(f.Pos) {
			continue
		}
		known := map[*ssa.If]bool{}
		for _, b := range f.SSA.Blocks {
			br, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
			if !ok {
				continue
			}
			obj, field, isNil := testOf(ir.Condition{Value: br.Cond, Taken: true})
			if field == nil {
				continue
			}
			if p := e.paramBehind(obj); p != nil && p.Parent() == f.SSA && e.allContradict(f, fieldTest{p, field, false}) {
				known[br] = isNil
			}
		}
		if len(known) > 0 {
			e.markDecided(f, known)
		}
	}
}

// allContradict reports whether each call of a function contradicts a test.
func (e *Engine) allContradict(f *Func, t fieldTest) bool {
	i := slices.Index(f.SSA.Params, t.param)
	for _, ed := range f.Incoming {
		call, ok := ed.Instr.(ssa.CallInstruction)
		if !ok || ed.Mode != Inline || ed.Helper != nil || call.Common().IsInvoke() || len(call.Common().Args) != len(f.SSA.Params) || !e.contradicts(t, ed.Instr, call.Common().Args[i]) {
			return false
		}
	}
	return true
}

func (e *Engine) markDecided(f *Func, known map[*ssa.If]bool) {
	live := map[*ssa.BasicBlock]bool{}
	Spread(f.SSA.Blocks[0], live, func(br *ssa.If) (taken, ok bool) {
		if taken, ok = known[br]; ok {
			return taken, true
		}
		return e.isSettled(br)
	})
	out := e.Unreached
	if obj, ok := f.SSA.Object().(*types.Func); !ok || obj.Exported() {
		out = e.Unlikely // other packages may call it, at least through an interface of theirs
	}
	for _, b := range f.SSA.Blocks {
		if !live[b] && b != f.SSA.Recover {
			out[b] = true
		}
	}
}
