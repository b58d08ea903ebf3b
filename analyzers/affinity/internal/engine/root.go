package engine

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// RootOf tells what an object is reached from in the body of f.
//
// A value that is reached again while it is being traced (a loop) adds nothing: rootPending, which joins skip.
func (e *Engine) RootOf(f *Func, v ssa.Value) Root {
	if v == nil {
		return RootOther
	}
	if r, ok := e.rootsOf[v]; ok {
		return r
	}
	e.rootsOf[v] = rootPending
	r := e.trace(f, v)
	if r == rootPending {
		r = RootOther
	}
	e.rootsOf[v] = r
	return r
}

func (e *Engine) trace(f *Func, v ssa.Value) Root {
	switch v := v.(type) {
	case *ssa.Parameter:
		if len(v.Parent().Params) > 0 && v == v.Parent().Params[0] && v.Parent() == f.SSA {
			return RootReceiver
		}
	case *ssa.FreeVar: // a value receiver that a literal captures is a copy that only this call has
		if a := e.Variable(v); a != nil && !ir.Reference(ir.Deref(a.Type())) && ir.ParamCopy(a) {
			return RootCopy
		}
	case *ssa.FieldAddr:
		return e.RootOf(f, v.X)
	case *ssa.Field:
		return loaded(e.RootOf(f, v.X), v.Type())
	case *ssa.IndexAddr:
		return e.RootOf(f, v.X)
	case *ssa.MakeInterface:
		return e.RootOf(f, v.X)
	case *ssa.ChangeInterface:
		return e.RootOf(f, v.X)
	case *ssa.ChangeType:
		return e.RootOf(f, v.X)
	case *ssa.TypeAssert:
		return e.RootOf(f, v.X)
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
			return RootOther
		}
		if a, ok := v.X.(*ssa.Alloc); ok {
			if !ir.Reference(v.Type()) && len(ir.StoredIn(a)) == 0 {
				return RootFresh // a literal, filled in by its fields
			}
			return e.joinRoots(f, ir.StoredIn(a))
		}
		if vals := ir.LiteralElements(v.X); len(vals) > 0 && ir.Reference(v.Type()) {
			return e.joinRoots(f, vals)
		}
		return loaded(e.RootOf(f, v.X), v.Type())
	case *ssa.MakeSlice, *ssa.MakeMap, *ssa.MakeChan:
		return RootFresh
	case *ssa.Slice:
		return e.RootOf(f, v.X)
	case *ssa.Alloc:
		vals := ir.StoredIn(v)
		if !ir.Reference(ir.Deref(v.Type())) { // before a literal fills it in, a variable is cleared
			vals = slices.DeleteFunc(vals, func(x ssa.Value) bool { _, zero := x.(*ssa.Const); return zero })
		}
		switch {
		case len(vals) == 0:
			return RootFresh
		case ir.Reference(ir.Deref(v.Type())): // a variable, by its address
			return e.joinRoots(f, vals)
		case e.joinRoots(f, vals) == RootFresh: // what is copied out of a new object leads to new things only
			return RootFresh
		}
		return RootCopy
	}
	return RootOther
}

// loaded is the root of a value that is read out of an object of the given root: a reference leads out of the object, a
// struct is copied.
func loaded(r Root, t types.Type) Root {
	switch {
	case r == RootFresh || r == rootPending:
		return r
	case !ir.Reference(t):
		return RootCopy
	case r == RootReceiver || r == RootDeep:
		return RootDeep
	}
	return RootOther
}

func (e *Engine) joinRoots(f *Func, vs []ssa.Value) Root {
	out := rootPending
	for _, v := range vs {
		if c, ok := v.(*ssa.Const); ok && c.IsNil() {
			continue
		}
		switch r := e.RootOf(f, v); {
		case r == rootPending || r == out:
		case out == rootPending:
			out = r
		default:
			return RootOther
		}
	}
	return out
}

// rootOfCall: constructors return what nobody else knows; setters that return their receiver return that.
func (e *Engine) rootOfCall(f *Func, call *ssa.Call) Root {
	c := call.Common()
	if c.IsInvoke() {
		return RootOther
	}
	if b, ok := c.Value.(*ssa.Builtin); ok && b.Name() == "append" {
		if ir.NilConst(c.Args[0]) {
			return RootFresh
		}
		return e.RootOf(f, c.Args[0])
	}
	fn := ir.StaticCallee(c.Value)
	if fn == nil {
		return RootOther
	}
	body, ext := e.Resolve(fn)
	if body != nil {
		if e.FreshResult(body.SSA) {
			return RootFresh
		}
		return RootOther
	}
	if ext == nil {
		return RootOther
	}
	sig := ext.Signature()
	if e.Set.Owner(ext.Pkg()) != nil {
		if sig.Recv() == nil {
			if strings.HasPrefix(ext.Name(), "New") {
				return RootFresh
			}
			return RootOther
		}
		if sig.Results().Len() == 1 && types.Identical(sig.Results().At(0).Type(), sig.Recv().Type()) {
			return e.RootOf(f, c.Args[0])
		}
		return RootOther
	}
	if ext.Pkg() != nil {
		if sum := e.Deps.Fn(ext.Pkg().Path(), ir.FuncKey(ext)); sum != nil && sum.Fresh {
			return RootFresh
		}
	}
	return RootOther
}

// FreshResult reports whether a function returns, as its first result and on every path, what it has made itself.
func (e *Engine) FreshResult(fn *ssa.Function) bool {
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
	f := e.BySSA[fn]
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
		ok = ok && e.RootOf(f, ret.Results[0]) == RootFresh
	}
	e.fresh[fn] = 2
	if ok && any {
		e.fresh[fn] = 1
		return true
	}
	return false
}

// Origin follows a value back through variables and parameters that only ever hold one thing.
func (e *Engine) Origin(v ssa.Value, depth int) ssa.Value {
	if depth > 6 {
		return v
	}
	switch x := v.(type) {
	case *ssa.Parameter:
		f := e.BySSA[x.Parent()]
		if f == nil || len(f.Sites) != 1 {
			return v
		}
		for i, p := range x.Parent().Params {
			if args := ir.AlignArgs(f.Sites[0].Args, len(x.Parent().Params)); p == x && args[i] != nil {
				return e.Origin(args[i], depth+1)
			}
		}
	case *ssa.UnOp:
		if a := e.Variable(x.X); a != nil && x.Op == token.MUL {
			if vals := ir.StoredIn(a); len(vals) == 1 {
				if inner := e.Origin(vals[0], depth+1); inner != nil {
					return inner
				}
			}
		}
	}
	return v
}

// Variable resolves the address of a local variable, through the literals that capture it.
func (e *Engine) Variable(v ssa.Value) *ssa.Alloc {
	for i := 0; i < 20; i++ {
		switch x := v.(type) {
		case *ssa.Alloc:
			return x
		case *ssa.FreeVar:
			v = e.Binding(x)
		default:
			return nil
		}
	}
	return nil
}

// Synchronised reports whether values of the type take care of themselves.
func Synchronised(t types.Type) bool {
	n, ok := types.Unalias(ir.Deref(t)).(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return false
	}
	path := n.Obj().Pkg().Path()
	return path == "sync" || path == "sync/atomic"
}
