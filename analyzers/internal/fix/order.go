package fix

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/go-bgkit/bgkit/analyzers/affinity"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
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

// floods reports whether a loop that never waits would post without end.
func (w *wrapper) floods(spots []affinity.Spot) bool {
	for _, n := range w.usage(w.decl).loops {
		loop, ok := n.(*ast.ForStmt)
		if !ok || loop.Post != nil {
			continue
		}
		for _, r := range w.done {
			if within(loop, r.start) && within(w.body, loop.Pos()) && !w.res.Takes(spots[0], loop.Pos(), loop.End()) {
				return true
			}
		}
	}
	return false
}

// readsLater reports whether the goroutine asks a widget for a value after the first dispatch: with a dispatcher that does
// not wait it could get an old one.
func (w *wrapper) readsLater() bool {
	first := w.done[0].start
	for _, r := range w.done {
		first = min(first, r.start)
	}
	found := false
	ast.Inspect(w.body, func(n ast.Node) bool {
		if _, lit := n.(*ast.FuncLit); lit || found || n == nil {
			return false
		}
		for _, r := range w.done {
			if r.start <= n.Pos() && n.End() <= r.end {
				return false
			}
		}
		if e, ok := n.(ast.Expr); ok && w.widgetValue(e) && (e.Pos() > first || w.again(w.usage(w.decl), e.Pos(), first, nil)) {
			found = true
		}
		return !found
	})
	return found
}

// widgetValue reports whether an expression is a value that a widget holds: a number, a text or a truth value.
func (w *wrapper) widgetValue(e ast.Expr) bool {
	t := w.pass.TypesInfo.TypeOf(e)
	if t == nil {
		return false
	}
	if _, basic := t.Underlying().(*types.Basic); !basic {
		return false
	}
	switch e := e.(type) {
	case *ast.SelectorExpr:
		return w.toolkitField(e)
	case *ast.CallExpr:
		sel, ok := ast.Unparen(e.Fun).(*ast.SelectorExpr)
		if !ok || w.pass.TypesInfo.Selections[sel] == nil {
			return false
		}
		fn, ok := w.pass.TypesInfo.Selections[sel].Obj().(*types.Func)
		if !ok || fn.Pkg() == nil {
			return false
		}
		c := w.res.Toolkits().Call(fn)
		return c.Profile != nil && !c.Safe && !c.Dispatch && w.res.Toolkits().Owner(fn.Pkg()) == c.Profile && len(w.res.Toolkits().Tools(c.Profile.Name, toolkit.ToolWrap, w.reachable())) > 0
	}
	return false
}
