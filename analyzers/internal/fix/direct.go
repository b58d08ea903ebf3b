package fix

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/go-bgkit/bgkit/analyzers/affinity"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// Direct repairs calls that wait for the UI goroutine on itself. Where nobody else makes the call, what it would have run is
// run at once, and a redraw that the event loop makes anyway is dropped. Where others do, a dispatcher that does not wait takes
// its place, if nothing comes after.
func (x *Fixer) Direct(waits []affinity.Wait) []analysis.SuggestedFix {
	if x == nil || len(waits) == 0 {
		return nil
	}
	var edits []analysis.TextEdit
	title := ""
	for _, w := range waits {
		s, ok := x.waitingCall(w)
		if !ok {
			return nil
		}
		more, how, ok := s.direct()
		if !ok {
			return nil
		}
		if title == "" {
			title = how
		}
		edits = append(edits, more...)
	}
	return []analysis.SuggestedFix{{Message: title, TextEdits: edits}}
}

// A waitingCall is a call that waits, alone in a statement.
type waitingCall struct {
	*Fixer
	affinity.Wait
	file *ast.File
	path []ast.Node // around the call
	call *ast.CallExpr
	stmt ast.Stmt
}

func (x *Fixer) waitingCall(w affinity.Wait) (*waitingCall, bool) {
	file, path := x.path(w.Pos)
	for i, n := range path {
		call, ok := n.(*ast.CallExpr)
		if !ok || callee(call).Pos() != w.Pos || i+1 == len(path) {
			continue
		}
		s := &waitingCall{Fixer: x, Wait: w, file: file, path: path[i+1:], call: call}
		switch stmt := path[i+1].(type) {
		case *ast.ExprStmt:
			s.stmt = stmt
		case *ast.DeferStmt:
			s.stmt = stmt
		default:
			return nil, false // its result is used
		}
		return s, true
	}
	return nil, false
}

func (s *waitingCall) direct() (edits []analysis.TextEdit, title string, ok bool) {
	redraws := s.res.Toolkits().IsTool(s.Fn, toolkit.ToolRedraw)
	if !s.Wait.Direct {
		return s.post()
	}
	if redraws && !s.Redrawn || !s.expendable() {
		return nil, "", false
	}
	switch {
	case len(s.call.Args) == 0 && redraws:
		return s.drop(), "Drop the redundant " + s.Fn.Name(), true
	case len(s.call.Args) != 1:
		return nil, "", false
	}
	title = "Run the function at once"
	lit, isLit := ast.Unparen(s.call.Args[0]).(*ast.FuncLit)
	if isLit && s.flat(lit) {
		return s.unwrap(lit), title, true
	}
	switch arg := ast.Unparen(s.call.Args[0]).(type) {
	case *ast.FuncLit, *ast.Ident, *ast.SelectorExpr:
		sig, ok := s.pass.TypesInfo.TypeOf(arg).Underlying().(*types.Signature)
		if !ok || sig.Params().Len() > 0 {
			return nil, "", false
		}
		return []analysis.TextEdit{
			{Pos: s.call.Pos(), End: arg.Pos()},
			{Pos: arg.End(), End: s.call.End(), NewText: []byte("()")},
		}, title, true
	}
	return nil, "", false
}

// expendable reports whether what the call is made with may go: the last use of a variable or an import does not compile
// without it.
func (s *waitingCall) expendable() bool {
	base := ast.Unparen(s.call.Fun)
	for {
		sel, ok := base.(*ast.SelectorExpr)
		if !ok {
			break
		}
		base = ast.Unparen(sel.X)
	}
	id, ok := base.(*ast.Ident)
	if !ok {
		return false // a call, perhaps
	}
	obj := s.pass.TypesInfo.Uses[id]
	if v, isVar := obj.(*types.Var); isVar && v.Parent() == s.pass.Pkg.Scope() {
		return true
	}
	uses := 0
	for other, o := range s.pass.TypesInfo.Uses {
		if o == obj && other != id {
			uses++
		}
	}
	return uses > 0
}

// drop removes the statement, with its line if it has one of its own.
func (s *waitingCall) drop() []analysis.TextEdit {
	file := s.pass.Fset.File(s.stmt.Pos())
	first, last := s.line(s.stmt.Pos()), s.line(s.stmt.End())
	alone := last < file.LineCount()
	for _, g := range s.file.Comments {
		alone = alone && s.line(g.Pos()) != last
	}
	var list []ast.Stmt
	switch block := s.path[1].(type) {
	case *ast.BlockStmt:
		list = block.List
		alone = alone && s.line(block.Lbrace) < first && s.line(block.Rbrace) > last
	case *ast.CaseClause:
		list = block.Body
		alone = alone && s.line(block.Colon) < first
	case *ast.CommClause:
		list = block.Body
		alone = alone && s.line(block.Colon) < first
	default:
		alone = false
	}
	for _, other := range list {
		alone = alone && (other == s.stmt || s.line(other.End()) < first || s.line(other.Pos()) > last)
	}
	if alone {
		return []analysis.TextEdit{{Pos: file.LineStart(first), End: file.LineStart(last + 1)}}
	}
	return []analysis.TextEdit{{Pos: s.stmt.Pos(), End: s.stmt.End()}}
}

// flat reports whether the statements of a literal can stand where its call stands: they declare nothing that could meet
// other names, and nothing in them is about the literal's own end.
func (s *waitingCall) flat(lit *ast.FuncLit) bool {
	if _, isExpr := s.stmt.(*ast.ExprStmt); !isExpr || len(lit.Body.List) == 0 {
		return false
	}
	if _, inBlock := s.path[1].(*ast.BlockStmt); !inBlock && !isClause(s.path[1]) {
		return false
	}
	for _, stmt := range lit.Body.List {
		switch stmt := stmt.(type) {
		case *ast.DeclStmt, *ast.LabeledStmt:
			return false
		case *ast.AssignStmt:
			if stmt.Tok == token.DEFINE {
				return false
			}
		}
	}
	flat := true
	ast.Inspect(lit.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt, *ast.DeferStmt:
			flat = false
		case *ast.Ident:
			if b, ok := s.pass.TypesInfo.Uses[n].(*types.Builtin); ok && b.Name() == "recover" {
				flat = false
			}
		}
		return flat
	})
	return flat
}

func isClause(n ast.Node) bool {
	switch n.(type) {
	case *ast.CaseClause, *ast.CommClause:
		return true
	}
	return false
}

// unwrap leaves of a call only the statements of its literal, and the comments among them.
func (s *waitingCall) unwrap(lit *ast.FuncLit) []analysis.TextEdit {
	from, to := lit.Body.List[0].Pos(), lit.Body.List[len(lit.Body.List)-1].End()
	for _, g := range s.file.Comments {
		if within(lit.Body, g.Pos()) {
			from, to = min(from, g.Pos()), max(to, g.End())
		}
	}
	return []analysis.TextEdit{{Pos: s.call.Pos(), End: from}, {Pos: to, End: s.call.End()}}
}

// post replaces a dispatcher that waits by the one that does not, where nothing is left to be done that could tell.
func (s *waitingCall) post() (edits []analysis.TextEdit, title string, ok bool) {
	sel, isSel := ast.Unparen(s.call.Fun).(*ast.SelectorExpr)
	owner := s.res.Toolkits().Owner(s.Fn.Pkg())
	if !isSel || owner == nil || !s.last() {
		return nil, "", false
	}
	for _, fn := range s.res.Toolkits().Tools(owner.Name, toolkit.ToolWrap, []*types.Package{s.Fn.Pkg()}) {
		if !s.res.Toolkits().Call(fn).Waits && fn.Signature().Recv() == nil && s.Fn.Signature().Recv() == nil && types.Identical(fn.Type(), s.Fn.Type()) {
			return []analysis.TextEdit{replace(sel.Sel, fn.Name())}, "Use " + fn.Name() + ", which does not wait", true
		}
	}
	return nil, "", false
}

// last reports whether the call is the last thing that its function does, and what it runs sets nothing but the UI.
func (s *waitingCall) last() bool {
	if len(s.call.Args) != 1 {
		return false
	}
	lit, ok := ast.Unparen(s.call.Args[0]).(*ast.FuncLit)
	if !ok || s.sets(lit) {
		return false
	}
	var inner ast.Node = s.stmt
	for _, n := range s.path[1:] {
		switch n := n.(type) {
		case *ast.BlockStmt:
			if n.List[len(n.List)-1] != inner {
				return false
			}
		case *ast.CaseClause:
			if n.Body[len(n.Body)-1] != inner {
				return false
			}
		case *ast.IfStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt:
		case *ast.FuncDecl, *ast.FuncLit:
			_, block, _ := body([]ast.Node{n})
			defers := false
			ast.Inspect(block, func(n ast.Node) bool {
				_, is := n.(*ast.DeferStmt)
				defers = defers || is
				return !defers
			})
			return !defers
		default:
			return false
		}
		inner = n
	}
	return false
}

// sets reports whether a literal changes what others can see besides the UI.
func (s *waitingCall) sets(lit *ast.FuncLit) bool {
	found := false
	outside := func(e ast.Expr) {
		if sel, ok := ast.Unparen(e).(*ast.SelectorExpr); ok && s.toolkitField(sel) {
			return
		}
		if id, ok := ast.Unparen(e).(*ast.Ident); ok {
			obj := s.pass.TypesInfo.ObjectOf(id)
			found = found || obj != nil && !within(lit, obj.Pos())
			return
		}
		found = true
	}
	ast.Inspect(lit.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				outside(lhs)
			}
		case *ast.IncDecStmt:
			outside(n.X)
		case *ast.SendStmt:
			found = true
		case *ast.CallExpr:
			found = found || !s.cheap(n, false)
		}
		return !found
	})
	return found
}
