package fix

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// reorders reports whether a dispatcher that does not wait could change the order in which things are done to a widget: two
// dispatches change places, or what the toolkit locks, and so may go on in the background, now comes first.
func (w *wrapper) reorders() bool {
	if w.d.unordered && (len(w.done) > 1 || w.dispatchesToo()) {
		return true
	}
	found := false
	for _, r := range w.done {
		ast.Inspect(w.body, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok && r.start <= sel.Pos() && sel.End() <= r.end {
				found = found || w.lockedType(sel)
			}
			return !found
		})
	}
	return found
}

// dispatchesToo reports whether the function hands other work to the UI goroutine, too.
func (w *wrapper) dispatchesToo() bool {
	found := false
	ast.Inspect(w.body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			fn, _ := typeutil.Callee(w.pass.TypesInfo, call).(*types.Func)
			found = found || fn != nil && w.res.Toolkits().Call(fn).Dispatch
		}
		_, lit := n.(*ast.FuncLit)
		return !found && (!lit || n == w.fn)
	})
	return found
}

// lockedType reports whether a selector is about a widget of a type that has operations which the toolkit locks: the
// profile calls these possible mistakes only, and programs rely on it.
func (w *wrapper) lockedType(sel *ast.SelectorExpr) bool {
	s := w.pass.TypesInfo.Selections[sel]
	if s == nil {
		return false
	}
	set := w.res.Toolkits()
	methods := typeutil.IntuitiveMethodSet(s.Recv(), nil)
	for _, m := range methods {
		fn, ok := m.Obj().(*types.Func)
		if !ok || set.Owner(fn.Pkg()) == nil {
			continue
		}
		if c := set.Call(fn); c.UI && c.UIConfidence == finding.Possible {
			return true
		}
	}
	return false
}
