package affinity

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// madeFor tells what a literal knows of the object that it passes on and that is in a variable of a function around it:
// rootFresh or rootCopy when the object was made and filled in for this literal, which does nothing else with it, and nobody
// uses it from then on; else rootOther. The variable may come from further out, through literals that only pass it on.
// bggen's wrappers hand their copies over in this way.
//
// A must analysis: every use of the variable has to fit. Lost are objects that a helper fills in, and copies that several
// literals share one after the other.
func (e *engine) madeFor(arg ssa.Value) root {
	load, ok := arg.(*ssa.UnOp)
	if !ok || uses(load) != 1 {
		return rootOther
	}
	fv, ok := load.X.(*ssa.FreeVar)
	if !ok || uses(fv) != 1 {
		return rootOther
	}
	for {
		mc := e.closures[fv.Parent()]
		if mc == nil || uses(mc) != 1 {
			return rootOther
		}
		switch outer := e.binding(fv).(type) {
		case *ssa.FreeVar:
			if uses(outer) != 1 || reaches(mc, mc, nil) { // in a loop there are several literals
				return rootOther
			}
			fv = outer
		case *ssa.Alloc:
			return e.filledFor(outer, mc)
		default:
			return rootOther
		}
	}
}

// filledFor is madeFor for a variable of the function that makes the literal.
func (e *engine) filledFor(a *ssa.Alloc, mc *ssa.MakeClosure) root {
	f, vals := e.bySSA[a.Parent()], storedIn(a)
	if f == nil || len(vals) != 1 || reaches(mc, mc, func(in ssa.Instruction) bool { return in == ssa.Instruction(a) }) {
		return rootOther
	}
	object, ok := vals[0].(*ssa.Alloc)
	if !ok || !e.unshared(object) {
		return rootOther
	}
	fills := []ssa.Value{object}
	for _, ref := range *a.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Store, *ssa.DebugRef:
		case *ssa.MakeClosure:
			if ref != mc {
				return rootOther
			}
		case *ssa.UnOp:
			if reaches(mc, ref, nil) {
				return rootOther
			}
			fills = append(fills, ref)
		default:
			return rootOther
		}
	}
	out := rootFresh
	for _, v := range fills {
		switch e.filledIn(f, v, 0) {
		case rootFresh:
		case rootCopy:
			out = rootCopy
		default:
			return rootOther
		}
	}
	return out
}

// filledIn looks at what is done with an object (or a struct in it) at whose address v is: rootFresh when only its fields
// are set, to what is plain or new; rootCopy when some of that points to what others know.
func (e *engine) filledIn(f *Func, v ssa.Value, depth int) root {
	if depth > 10 {
		return rootOther
	}
	out := rootFresh
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.FieldAddr:
			if ref.X != v {
				return rootOther
			}
			switch e.filledIn(f, ref, depth+1) {
			case rootFresh:
			case rootCopy:
				out = rootCopy
			default:
				return rootOther
			}
		case *ssa.Store:
			switch {
			case ref.Addr != v && depth > 0:
				return rootOther // its address is kept
			case ref.Addr == v && !plain(ref.Val.Type(), 0) && e.rootOf(f, ref.Val) != rootFresh:
				out = rootCopy
			}
		case *ssa.UnOp: // read again
			if !plain(ref.Type(), 0) {
				out = rootCopy
			}
		case *ssa.Call:
			switch {
			case !setsAtomic(ref.Common(), v):
				return rootOther
			case !plain(ref.Common().Args[1].Type(), 0):
				out = rootCopy
			}
		case *ssa.DebugRef:
		default:
			return rootOther
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
