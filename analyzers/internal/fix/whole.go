package fix

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A mover judges whether statements can move to another goroutine as they are.
type mover struct {
	*Fixer
	region
	spots map[token.Pos]bool
}

func (m mover) expr(e ast.Expr) bool { return e == nil || m.movable(e, m.region, m.spots) }

func (m mover) list(list []ast.Stmt, breaks, continues bool) bool {
	for _, s := range list {
		if !m.stmt(s, breaks, continues) {
			return false
		}
	}
	return true
}

// stmt reports whether a statement can move as a whole. Its control flow must stay inside; breaks and continues say
// whether such a statement would. Without waiting it must not set what the rest of the goroutine goes on to use.
func (m mover) stmt(s ast.Stmt, breaks, continues bool) bool {
	switch s := s.(type) {
	case nil, *ast.EmptyStmt:
		return true
	case *ast.ExprStmt:
		call, ok := ast.Unparen(s.X).(*ast.CallExpr)
		return ok && m.expr(call)
	case *ast.AssignStmt:
		return m.assign(s)
	case *ast.IncDecStmt:
		return m.target(s.X)
	case *ast.DeclStmt:
		return m.decl(s)
	case *ast.BlockStmt:
		return m.list(s.List, breaks, continues)
	case *ast.IfStmt:
		return m.stmt(s.Init, false, false) && m.expr(s.Cond) && m.list(s.Body.List, breaks, continues) && m.stmt(s.Else, breaks, continues)
	case *ast.ForStmt:
		return s.Cond != nil && m.stmt(s.Init, false, false) && m.expr(s.Cond) && m.stmt(s.Post, false, false) && m.list(s.Body.List, true, true)
	case *ast.RangeStmt:
		return m.rangeOver(s)
	case *ast.SwitchStmt:
		return m.stmt(s.Init, false, false) && m.expr(s.Tag) && m.clauses(s.Body, continues)
	case *ast.TypeSwitchStmt:
		return m.stmt(s.Init, false, false) && m.stmt(s.Assign, false, false) && m.clauses(s.Body, continues)
	case *ast.BranchStmt:
		return s.Label == nil && (s.Tok == token.BREAK && breaks || s.Tok == token.CONTINUE && continues || s.Tok == token.FALLTHROUGH)
	}
	return false
}

func (m mover) clauses(body *ast.BlockStmt, continues bool) bool {
	for _, c := range body.List {
		clause := c.(*ast.CaseClause)
		for _, e := range clause.List {
			if !m.expr(e) {
				return false
			}
		}
		if !m.list(clause.Body, true, continues) {
			return false
		}
	}
	return true
}

func (m mover) rangeOver(s *ast.RangeStmt) bool {
	switch m.pass.TypesInfo.TypeOf(s.X).Underlying().(type) {
	case *types.Chan, *types.Signature:
		return false
	}
	if s.Tok == token.ASSIGN && !(m.target(s.Key) && (s.Value == nil || m.target(s.Value))) {
		return false
	}
	return m.expr(s.X) && m.list(s.Body.List, true, true)
}

func (m mover) decl(s *ast.DeclStmt) bool {
	gen, ok := s.Decl.(*ast.GenDecl)
	if !ok || gen.Tok != token.VAR {
		return false
	}
	for _, spec := range gen.Specs {
		for _, e := range spec.(*ast.ValueSpec).Values {
			if !m.expr(e) {
				return false
			}
		}
	}
	return true
}

func (m mover) assign(s *ast.AssignStmt) bool {
	for _, e := range s.Rhs {
		if !m.expr(e) {
			return false
		}
	}
	for _, e := range s.Lhs {
		if !m.target(e) {
			return false
		}
	}
	return true
}

// target reports whether what stands on the left of an assignment may be set elsewhere.
func (m mover) target(e ast.Expr) bool {
	e = ast.Unparen(e)
	if id, ok := e.(*ast.Ident); ok {
		obj := m.pass.TypesInfo.ObjectOf(id)
		return id.Name == "_" || obj != nil && (m.waits || m.own(obj.Pos()))
	}
	if sel, ok := e.(*ast.SelectorExpr); ok && m.toolkitField(sel) {
		return m.expr(sel.X)
	}
	return m.waits && m.expr(e)
}

func (m mover) own(pos token.Pos) bool { return m.start <= pos && pos < m.end }
