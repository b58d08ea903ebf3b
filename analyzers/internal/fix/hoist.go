package fix

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// A hoist is an expression that is evaluated where it stood, before the dispatch.
type hoist struct {
	expr ast.Expr
	name string
}

// hoists finds what of a statement must be evaluated before it moves: arguments, or what is assigned to a field.
func (w *wrapper) hoists(s ast.Stmt, m mover) ([]hoist, bool) {
	var parts []ast.Expr
	names := map[ast.Expr]string{}
	call := callOf(s)
	switch s := s.(type) {
	case *ast.ExprStmt, *ast.GoStmt, *ast.DeferStmt:
		if call == nil || !w.spots[callee(call).Pos()] || !m.expr(call.Fun) {
			return nil, false
		}
		sig, ok := w.pass.TypesInfo.TypeOf(call.Fun).Underlying().(*types.Signature)
		if !ok {
			return nil, false
		}
		for i, arg := range call.Args {
			if n := sig.Params().Len(); n > 0 {
				names[arg] = sig.Params().At(min(i, n-1)).Name()
			}
			parts = append(parts, arg)
		}
	case *ast.AssignStmt:
		if len(s.Lhs) != 1 || len(s.Rhs) != 1 || s.Tok != token.ASSIGN || !m.target(s.Lhs[0]) {
			return nil, false
		}
		if sel, ok := ast.Unparen(s.Lhs[0]).(*ast.SelectorExpr); ok {
			names[s.Rhs[0]] = strings.ToLower(sel.Sel.Name)
		}
		parts = s.Rhs
	default:
		return nil, false
	}
	var out []hoist
	for _, e := range parts {
		if m.expr(e) {
			continue
		}
		tv := w.pass.TypesInfo.Types[e]
		if _, tuple := tv.Type.(*types.Tuple); tuple || tv.Value != nil || tv.IsNil() || w.has(e) || w.commented(e) {
			return nil, false
		}
		out = append(out, hoist{e, names[e]})
	}
	return out, true
}

// commented reports whether a comment stands inside a node.
func (w *wrapper) commented(n ast.Node) bool {
	return slices.ContainsFunc(w.file.Comments, func(g *ast.CommentGroup) bool { return within(n, g.Pos()) })
}

// callOf returns the call that a statement consists of, or nil.
func callOf(s ast.Stmt) *ast.CallExpr {
	switch s := s.(type) {
	case *ast.ExprStmt:
		call, _ := ast.Unparen(s.X).(*ast.CallExpr)
		return call
	case *ast.GoStmt:
		return s.Call
	case *ast.DeferStmt:
		return s.Call
	}
	return nil
}

// hoist writes the assignments to what stands for the hoisted expressions.
func (w *wrapper) hoist(hoists []hoist, indent string) string {
	var before strings.Builder
	for _, h := range hoists {
		name := w.name(w.decl, hoistName(h))
		fmt.Fprintf(&before, "%s := %s\n%s", name, w.text(h.expr), indent)
		w.edits = append(w.edits, replace(h.expr, name))
	}
	return before.String()
}

// hoistName is the name for a hoisted expression: that of the parameter, if it says something.
func hoistName(h hoist) string {
	if len(h.name) > 1 && token.IsIdentifier(h.name) {
		return h.name
	}
	return "value"
}
