package engine

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// Contents says what the field of an object can hold, by how the object was made: a slot is one place for all objects of a
// type, and what meets there seldom belongs to the object at hand, such as the options of one call.
//
// It is a must analysis: what is not among these the field does not hold, unless Anything is set. An object whose address is
// given away more than once may hold anything; what a single callee does with it, the callee tells.
type Contents struct {
	Values   []ssa.Value      // what a literal, or a statement, has put into it
	Params   []*ssa.Parameter // the object, if the function gets it
	Anything bool
}

const deepestObject = 8

// InField tells what the field that a slot stands for can hold in an object, or in the one that a pointer points to.
func (e *Engine) InField(v ssa.Value, slot *Func) Contents {
	var out Contents
	e.inField(v, slot, &out, 0)
	return out
}

func (e *Engine) inField(v ssa.Value, slot *Func, out *Contents, depth int) {
	if depth > deepestObject || out.Anything {
		out.Anything = true
		return
	}
	switch x := v.(type) {
	case *ssa.Parameter:
		out.Params = append(out.Params, x)
		for _, ref := range *x.Referrers() {
			if fa, ok := ref.(*ssa.FieldAddr); ok {
				e.putInto(fa, slot, out)
			}
		}
		return
	case *ssa.Const: // nil, or an empty struct
		return
	case *ssa.Alloc:
		if isStruct(x.Type()) {
			e.inVariable(x, slot, out, depth)
			return
		}
	case *ssa.UnOp:
		if a, ok := x.X.(*ssa.Alloc); ok && isStruct(a.Type()) {
			e.inVariable(a, slot, out, depth)
			return
		}
	case *ssa.FreeVar:
		if b := e.Binding(x); b != nil {
			e.inField(b, slot, out, depth+1)
			return
		}
	}
	if held := e.MadeBy(v); held != v {
		e.inField(held, slot, out, depth+1)
		return
	}
	out.Anything = true
}

func isStruct(t types.Type) bool {
	_, ok := ir.Deref(t).Underlying().(*types.Struct)
	return ok
}

// inVariable looks at all that is done with a variable that holds a struct.
func (e *Engine) inVariable(a *ssa.Alloc, slot *Func, out *Contents, depth int) {
	filled, lent := a.Comment == "complit", 0
	for _, ref := range *a.Referrers() {
		switch ref := ref.(type) {
		case *ssa.DebugRef, *ssa.UnOp:
		case *ssa.FieldAddr:
			filled = e.putInto(ref, slot, out) || filled
		case *ssa.Store:
			if ref.Addr == ssa.Value(a) {
				filled = true
				e.inField(ref.Val, slot, out, depth+1)
			} else {
				lent += 2
			}
		case *ssa.MakeClosure:
			e.inLiteral(ref, a, slot, out)
		default:
			lent++
		}
	}
	out.Anything = out.Anything || lent > 1 || lent > 0 && !filled
}

// putInto collects what is stored at the address of the field.
func (e *Engine) putInto(fa *ssa.FieldAddr, slot *Func, out *Contents) (filled bool) {
	_, st := ir.StructOf(fa.X.Type())
	if e.Slots[st.Field(fa.Field).Origin()] != slot {
		return false
	}
	for _, use := range *fa.Referrers() {
		switch use := use.(type) {
		case *ssa.DebugRef, *ssa.UnOp:
		case *ssa.Store:
			if use.Addr != ssa.Value(fa) {
				out.Anything = true
			}
			filled = true
			out.Values = append(out.Values, use.Val)
		default:
			out.Anything = true
		}
	}
	return filled
}

// inLiteral looks at what a literal does with a variable that it captures.
func (e *Engine) inLiteral(mc *ssa.MakeClosure, a *ssa.Alloc, slot *Func, out *Contents) {
	fn, ok := mc.Fn.(*ssa.Function)
	if !ok {
		out.Anything = true
		return
	}
	for i, b := range mc.Bindings {
		if b != ssa.Value(a) {
			continue
		}
		for _, ref := range *fn.FreeVars[i].Referrers() {
			switch ref := ref.(type) {
			case *ssa.DebugRef, *ssa.UnOp:
			case *ssa.FieldAddr:
				e.putInto(ref, slot, out)
			default:
				out.Anything = true
			}
		}
	}
}

// passedFor returns the values that a callee runs through a slot, as it gets them by its arguments. known is false where
// something else may be in it.
func (e *Engine) passedFor(args []ssa.Value, slot *Func, by []Passed) (vals []ssa.Value, known bool) {
	for _, p := range by {
		switch {
		case p.Param >= len(args) || args[p.Param] == nil:
			return nil, false
		case !p.Object:
			vals = append(vals, args[p.Param])
		default:
			in := e.InField(args[p.Param], slot)
			if in.Anything || len(in.Params) > 0 {
				return nil, false
			}
			vals = append(vals, in.Values...)
		}
	}
	return vals, len(by) > 0
}
