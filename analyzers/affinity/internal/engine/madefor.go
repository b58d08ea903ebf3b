package engine

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// madeFor tells what a literal knows of the object that it passes on, see Owned.
func (e *Engine) madeFor(arg ssa.Value) Root {
	if load, ok := arg.(*ssa.UnOp); ok {
		arg = load.X
	}
	if fv, ok := arg.(*ssa.FreeVar); ok {
		return e.Owned(fv)
	}
	return RootOther
}

// Owned tells what a literal knows of the object that a variable of a function around it holds, or points to: RootFresh or
// RootCopy when the object was made and filled in for this literal, and nobody else uses it from then on; else RootOther. The
// variable may come from further out, through literals that only pass it on. bggen's wrappers hand their copies over in
// this way, and so does who asks a constructor, or a function that copies, for an object of the literal's own.
//
// A must analysis: every use of the variable has to fit. Lost are objects that a helper fills in, and copies that several
// literals share one after the other. What a constructor keeps of its result is not seen.
func (e *Engine) Owned(fv *ssa.FreeVar) Root {
	if r, ok := e.ownedMemo[fv]; ok {
		return r
	}
	r := e.owned(fv)
	if e.ownedMemo == nil {
		e.ownedMemo = map[*ssa.FreeVar]Root{}
	}
	e.ownedMemo[fv] = r
	return r
}

func (e *Engine) owned(fv *ssa.FreeVar) Root {
	if !onlyLoaded(fv) {
		return RootOther
	}
	for {
		mc := e.Closures[fv.Parent()]
		if mc == nil || uses(mc) != 1 || repeated(mc) {
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

// repeated reports whether a literal is made once and used in a loop.
func repeated(mc *ssa.MakeClosure) bool {
	for _, ref := range *mc.Referrers() {
		if _, debug := ref.(*ssa.DebugRef); !debug && ir.Reaches(ref, ref, func(in ssa.Instruction) bool { return in == ssa.Instruction(mc) }) {
			return true
		}
	}
	return false
}

// onlyLoaded reports whether a literal uses a variable itself, and neither sets it nor lends it to other literals.
func onlyLoaded(fv *ssa.FreeVar) bool {
	for _, ref := range *fv.Referrers() {
		switch ref := ref.(type) {
		case *ssa.MakeClosure:
			return false
		case *ssa.Store:
			if ref.Addr == ssa.Value(fv) && ir.Reference(ref.Val.Type()) {
				return false
			}
		}
	}
	return true
}

// filledFor is Owned for a variable of the function that makes the literal.
func (e *Engine) filledFor(a *ssa.Alloc, mc *ssa.MakeClosure) Root {
	f := e.BySSA[a.Parent()]
	if f == nil || ir.Reaches(mc, mc, func(in ssa.Instruction) bool { return in == ssa.Instruction(a) }) {
		return RootOther
	}
	out := RootFresh
	join := func(r Root) bool {
		if r == RootCopy {
			out = r
		}
		return r == RootCopy || r == RootFresh
	}
	pointer := ir.Reference(ir.Deref(a.Type()))
	for _, ref := range *a.Referrers() {
		ok := true
		switch ref := ref.(type) {
		case *ssa.DebugRef:
		case *ssa.Store:
			ok = ref.Val != ssa.Value(a) && !ir.Reaches(mc, ref, nil) && join(e.putIn(f, ref.Val, pointer))
		case *ssa.MakeClosure:
			ok = ref == mc
		case *ssa.UnOp:
			ok = !ir.Reaches(mc, ref, nil) && (!pointer || join(e.filledIn(f, ref, 1)))
		case *ssa.FieldAddr:
			ok = !ir.Reaches(mc, ref, nil) && join(e.filledIn(f, ref, 1))
		default:
			ok = false
		}
		if !ok {
			return RootOther
		}
	}
	return out
}

// putIn is what a variable gets: a new object, what a function returns that has made it, a copy of a struct.
func (e *Engine) putIn(f *Func, v ssa.Value, pointer bool) Root {
	if c, ok := v.(*ssa.Const); ok && c.IsNil() {
		return RootFresh
	}
	r := e.RootOf(f, v)
	if !pointer {
		if r != RootFresh && !plain(v.Type(), 0) {
			return RootCopy
		}
		return RootFresh
	}
	switch v := v.(type) {
	case *ssa.Alloc:
		switch {
		case !e.unshared(v):
			return RootOther
		case r == RootCopy:
			return r
		}
		return e.filledIn(f, v, 0)
	case *ssa.Call, *ssa.Extract:
		if uses(v) == 1 {
			return r
		}
	}
	return RootOther
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
		case *ssa.DebugRef, *ssa.BinOp:
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
