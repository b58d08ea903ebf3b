package engine

import (
	"go/token"
	"go/types"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// presumedUI reports whether a method that nothing in sight runs is presumed to run on the UI goroutine: other packages
// call it, and its type is part of the UI, since it holds what belongs to a toolkit or the toolkit calls its methods; or
// it is one of a program's own types that start goroutines and have no lock, which somebody uses from elsewhere.
//
// One that nobody outside can name, and nobody inside calls but tests, is not. Neither is one that runs the event loop
// itself: what it does comes before the loop or after it.
//
// It is a guess, good enough only for the other side of a race that the background's side proves.
func (e *Engine) presumedUI(f *Func) bool {
	if f.SSA == nil || f.Parent != nil || len(f.Entries) > 0 || f.SSA.Signature.Recv() == nil || len(f.Incoming) > 0 || e.Foreign || f.Looper || e.Dead(f) {
		return false
	}
	t := types.Unalias(ir.Deref(f.SSA.Signature.Recv().Type()))
	n, ok := t.(*types.Named)
	if !ok {
		return false
	}
	known, seen := e.uiTypes[n.Obj()]
	if !seen {
		known = e.PartOfUI(n) || e.unguarded(n)
		e.uiTypes[n.Obj()] = known
	}
	return known
}

// unguarded reports whether the methods of a type start goroutines while the type holds nothing to guard itself with.
func (e *Engine) unguarded(n *types.Named) bool {
	st, ok := n.Underlying().(*types.Struct)
	if !ok || guards(st, 0) {
		return false
	}
	for i := 0; i < n.NumMethods(); i++ {
		body, _ := e.ResolveObj(n.Method(i))
		if body == nil || !token.IsExported(n.Method(i).Name()) {
			continue
		}
		for _, ed := range body.Outgoing {
			if ed.Mode == InBackground {
				return true
			}
		}
	}
	return false
}

func guards(st *types.Struct, depth int) bool {
	for i := 0; i < st.NumFields() && depth < 3; i++ {
		t := st.Field(i).Type()
		if Synchronised(t) {
			return true
		}
		if _, ok := t.Underlying().(*types.Chan); ok {
			return true
		}
		if inner, ok := t.Underlying().(*types.Struct); ok && guards(inner, depth+1) {
			return true
		}
	}
	return false
}

// PartOfUI reports whether a type holds widgets of a toolkit.
func (e *Engine) PartOfUI(n *types.Named) bool {
	if st, ok := n.Underlying().(*types.Struct); ok {
		for i := 0; i < st.NumFields(); i++ {
			ft, ok := types.Unalias(ir.Deref(st.Field(i).Type())).(*types.Named)
			if ok && ft.Obj().Pkg() != nil && e.Set.Owner(ft.Obj().Pkg()) != nil {
				return true
			}
		}
	}
	for i := 0; i < n.NumMethods(); i++ {
		if body, _ := e.ResolveObj(n.Method(i)); body != nil && len(e.RootsAt[body]) > 0 && body.In(UI) {
			return true
		}
	}
	return false
}
