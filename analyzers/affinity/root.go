package affinity

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// rootOf tells what an object is reached from in the body of f.
//
// A value that is reached again while it is being traced (a loop) adds nothing: rootPending, which joins skip.
func (e *engine) rootOf(f *Func, v ssa.Value) root {
	if v == nil {
		return rootOther
	}
	if r, ok := e.rootsOf[v]; ok {
		return r
	}
	e.rootsOf[v] = rootPending
	r := e.trace(f, v)
	if r == rootPending {
		r = rootOther
	}
	e.rootsOf[v] = r
	return r
}

func (e *engine) trace(f *Func, v ssa.Value) root {
	switch v := v.(type) {
	case *ssa.Parameter:
		if len(v.Parent().Params) > 0 && v == v.Parent().Params[0] && v.Parent() == f.SSA {
			return rootReceiver
		}
	case *ssa.FreeVar: // a value receiver that a literal captures is a copy that only this call has
		if a := e.variable(v); a != nil && !reference(deref(a.Type())) && paramCopy(a) {
			return rootCopy
		}
	case *ssa.FieldAddr:
		return e.rootOf(f, v.X)
	case *ssa.Field:
		return loaded(e.rootOf(f, v.X), v.Type())
	case *ssa.IndexAddr:
		return e.rootOf(f, v.X)
	case *ssa.MakeInterface:
		return e.rootOf(f, v.X)
	case *ssa.ChangeInterface:
		return e.rootOf(f, v.X)
	case *ssa.ChangeType:
		return e.rootOf(f, v.X)
	case *ssa.TypeAssert:
		return e.rootOf(f, v.X)
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok && v.Index == 0 {
			return e.rootOfCall(f, call)
		}
	case *ssa.Call:
		return e.rootOfCall(f, v)
	case *ssa.Phi:
		return e.joinRoots(f, v.Edges)
	case *ssa.UnOp:
		if v.Op != token.MUL {
			return rootOther
		}
		if a, ok := v.X.(*ssa.Alloc); ok {
			return e.joinRoots(f, storedIn(a))
		}
		if vals := literalElements(v.X); len(vals) > 0 && reference(v.Type()) {
			return e.joinRoots(f, vals)
		}
		return loaded(e.rootOf(f, v.X), v.Type())
	case *ssa.MakeSlice, *ssa.MakeMap, *ssa.MakeChan:
		return rootFresh
	case *ssa.Slice:
		return e.rootOf(f, v.X)
	case *ssa.Alloc:
		vals := storedIn(v)
		switch {
		case len(vals) == 0:
			return rootFresh
		case reference(deref(v.Type())): // a variable, by its address
			return e.joinRoots(f, vals)
		case e.joinRoots(f, vals) == rootFresh: // what is copied out of a new object leads to new things only
			return rootFresh
		}
		return rootCopy
	}
	return rootOther
}

// literalElements returns what is stored in the elements of an array or slice literal of this function, given the address
// of one of them. The literal is new, what it holds need not be.
func literalElements(addr ssa.Value) []ssa.Value {
	ia, ok := addr.(*ssa.IndexAddr)
	if !ok {
		return nil
	}
	base := ia.X
	if sl, ok := base.(*ssa.Slice); ok {
		base = sl.X
	}
	a, ok := base.(*ssa.Alloc)
	if !ok {
		return nil
	}
	var out []ssa.Value
	for _, ref := range *a.Referrers() {
		elem, ok := ref.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		for _, use := range *elem.Referrers() {
			if st, ok := use.(*ssa.Store); ok && st.Addr == elem {
				out = append(out, st.Val)
			}
		}
	}
	return out
}

// loaded is the root of a value that is read out of an object of the given root: a reference leads out of the object, a
// struct is copied.
func loaded(r root, t types.Type) root {
	switch {
	case r == rootFresh || r == rootPending:
		return r
	case !reference(t):
		return rootCopy
	case r == rootReceiver || r == rootDeep:
		return rootDeep
	}
	return rootOther
}

func reference(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Struct, *types.Array, *types.Basic:
		return false
	}
	return true
}

func (e *engine) joinRoots(f *Func, vs []ssa.Value) root {
	out := rootPending
	for _, v := range vs {
		if c, ok := v.(*ssa.Const); ok && c.IsNil() {
			continue
		}
		switch r := e.rootOf(f, v); {
		case r == rootPending || r == out:
		case out == rootPending:
			out = r
		default:
			return rootOther
		}
	}
	return out
}

// storedIn returns the values that are stored into a variable.
func storedIn(a *ssa.Alloc) []ssa.Value {
	var out []ssa.Value
	for _, ref := range *a.Referrers() {
		if st, ok := ref.(*ssa.Store); ok && st.Addr == a {
			out = append(out, st.Val)
		}
	}
	return out
}

// rootOfCall: constructors return what nobody else knows; setters that return their receiver return that.
func (e *engine) rootOfCall(f *Func, call *ssa.Call) root {
	c := call.Common()
	if c.IsInvoke() {
		return rootOther
	}
	if b, ok := c.Value.(*ssa.Builtin); ok && b.Name() == "append" {
		if nilConst(c.Args[0]) {
			return rootFresh
		}
		return e.rootOf(f, c.Args[0])
	}
	fn := staticCallee(c.Value)
	if fn == nil {
		return rootOther
	}
	body, ext := e.resolve(fn)
	if body != nil {
		if e.freshResult(body.SSA) {
			return rootFresh
		}
		return rootOther
	}
	if ext == nil {
		return rootOther
	}
	sig := ext.Signature()
	if e.set.Owner(ext.Pkg()) != nil {
		if sig.Recv() == nil {
			if strings.HasPrefix(ext.Name(), "New") {
				return rootFresh
			}
			return rootOther
		}
		if sig.Results().Len() == 1 && types.Identical(sig.Results().At(0).Type(), sig.Recv().Type()) {
			return e.rootOf(f, c.Args[0])
		}
		return rootOther
	}
	if ext.Pkg() != nil {
		if sum := e.deps.fn(ext.Pkg().Path(), funcKey(ext)); sum != nil && sum.Fresh {
			return rootFresh
		}
	}
	return rootOther
}

// freshResult reports whether a function returns, as its first result and on every path, what it has made itself.
func (e *engine) freshResult(fn *ssa.Function) bool {
	switch e.fresh[fn] {
	case 1:
		return true
	case 2, 3: // known not to be, or asked while it is being found out: recursion
		return false
	}
	if fn.Signature.Results().Len() == 0 {
		return false
	}
	e.fresh[fn] = 3
	f := e.bySSA[fn]
	ok, any := true, false
	for _, b := range fn.Blocks {
		ret, isRet := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		if !isRet {
			continue
		}
		if c, isConst := ret.Results[0].(*ssa.Const); isConst && c.IsNil() {
			continue
		}
		any = true
		ok = ok && e.rootOf(f, ret.Results[0]) == rootFresh
	}
	e.fresh[fn] = 2
	if ok && any {
		e.fresh[fn] = 1
		return true
	}
	return false
}

func nilConst(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.IsNil()
}
