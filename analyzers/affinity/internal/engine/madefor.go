package engine

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// madeFor tells what a literal knows of the object that it passes on and that is in a variable of a function around it:
// RootFresh or RootCopy when the object was made and filled in for this literal, which does nothing else with it, and nobody
// uses it from then on; else RootOther. The variable may come from further out, through literals that only pass it on.
// bggen's wrappers hand their copies over in this way.
//
// A must analysis: every use of the variable has to fit. Lost are objects that a helper fills in, and copies that several
// literals share one after the other.
func (e *Engine) madeFor(arg ssa.Value) Root {
	load, ok := arg.(*ssa.UnOp)
	if !ok || uses(load) != 1 {
		return RootOther
	}
	fv, ok := load.X.(*ssa.FreeVar)
	if !ok || uses(fv) != 1 {
		return RootOther
	}
	for {
		mc := e.Closures[fv.Parent()]
		if mc == nil || uses(mc) != 1 {
			return RootOther
		}
		switch outer := e.Binding(fv).(type) {
		case *ssa.FreeVar:
			if uses(outer) != 1 || ir.Reaches(mc, mc, nil) { // in a loop there are several literals
				return RootOther
			}
			fv = outer
		case *ssa.Alloc:
			return e.filledFor(outer, mc)
		default:
			return RootOther
		}
	}
}

// filledFor is madeFor for a variable of the function that makes the literal.
func (e *Engine) filledFor(a *ssa.Alloc, mc *ssa.MakeClosure) Root {
	f, vals := e.BySSA[a.Parent()], ir.StoredIn(a)
	if f == nil || len(vals) != 1 || ir.Reaches(mc, mc, func(in ssa.Instruction) bool { return in == ssa.Instruction(a) }) {
		return RootOther
	}
	object, ok := vals[0].(*ssa.Alloc)
	if !ok || !e.unshared(object) {
		return RootOther
	}
	fills := []ssa.Value{object}
	for _, ref := range *a.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Store, *ssa.DebugRef:
		case *ssa.MakeClosure:
			if ref != mc {
				return RootOther
			}
		case *ssa.UnOp:
			if ir.Reaches(mc, ref, nil) {
				return RootOther
			}
			fills = append(fills, ref)
		default:
			return RootOther
		}
	}
	out := RootFresh
	for _, v := range fills {
		switch e.filledIn(f, v, 0) {
		case RootFresh:
		case RootCopy:
			out = RootCopy
		default:
			return RootOther
		}
	}
	return out
}

// filledIn looks at what is done with an object (or a struct in it) at whose address v is: RootFresh when only its fields
// are set, to what is plain or new; RootCopy when some of that points to what others know.
func (e *Engine) filledIn(f *Func, v ssa.Value, depth int) Root {
	if depth > 10 {
		return RootOther
	}
	out := RootFresh
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.FieldAddr:
			if ref.X != v {
				return RootOther
			}
			switch e.filledIn(f, ref, depth+1) {
			case RootFresh:
			case RootCopy:
				out = RootCopy
			default:
				return RootOther
			}
		case *ssa.Store:
			switch {
			case ref.Addr != v && depth > 0:
				return RootOther // its address is kept
			case ref.Addr == v && !plain(ref.Val.Type(), 0) && e.RootOf(f, ref.Val) != RootFresh:
				out = RootCopy
			}
		case *ssa.UnOp: // read again
			if !plain(ref.Type(), 0) {
				out = RootCopy
			}
		case *ssa.Call:
			switch {
			case !setsAtomic(ref.Common(), v):
				return RootOther
			case !plain(ref.Common().Args[1].Type(), 0):
				out = RootCopy
			}
		case *ssa.DebugRef:
		default:
			return RootOther
		}
	}
	return out
}

// setsAtomic reports whether a call is that of the method Store of an atomic value at the address v.
func setsAtomic(call *ssa.CallCommon, v ssa.Value) bool {
	fn := call.StaticCallee()
	if fn == nil || fn.Name() != "Store" || len(call.Args) != 2 || call.Args[0] != v || call.Args[1] == v {
		return false
	}
	obj := fn.Object()
	return obj != nil && obj.Pkg() != nil && obj.Pkg().Path() == "sync/atomic"
}

// plain reports whether a copy of a value shares nothing with it that can change.
func plain(t types.Type, depth int) bool {
	if depth > 10 {
		return false
	}
	switch t := t.Underlying().(type) {
	case *types.Basic:
		return t.Kind() != types.UnsafePointer
	case *types.Array:
		return plain(t.Elem(), depth+1)
	case *types.Struct:
		for i := range t.NumFields() {
			if !plain(t.Field(i).Type(), depth+1) {
				return false
			}
		}
		return true
	}
	return false
}

// uses counts the instructions that use a value.
func uses(v ssa.Value) int {
	n := 0
	for _, ref := range *v.Referrers() {
		if _, ok := ref.(*ssa.DebugRef); !ok {
			n++
		}
	}
	return n
}
