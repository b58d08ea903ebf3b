package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/go-bgkit/bgkit/analyzers/affinity"
	"github.com/go-bgkit/bgkit/analyzers/affinity/future"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// Return gives a dropped command to the event loop: by the returns that follow, where they return one anyway. A command in
// the place of a message is called, where that is what runs the function.
func (x *Fixer) Return(d future.Drop) []analysis.SuggestedFix {
	if x == nil || d.Work {
		return nil
	}
	switch d.How {
	case future.Unused:
		return x.returnLater(d)
	case future.AsMessage:
		return x.callForMessage(d)
	}
	return nil
}

// callForMessage makes `return later` of a command `return later()`. The command must not be nil, and the function that returns
// it must itself run in the background.
func (x *Fixer) callForMessage(d future.Drop) []analysis.SuggestedFix {
	_, path := x.path(d.Pos)
	if !d.Sure || !d.Func.Only(affinity.Background) {
		return nil
	}
	for i, n := range path {
		call, ok := n.(*ast.CallExpr)
		if !ok || i+1 == len(path) || callee(call).Pos() != d.Pos && call.Lparen != d.Pos {
			continue
		}
		if _, ok := path[i+1].(*ast.ReturnStmt); ok {
			return []analysis.SuggestedFix{{Message: "Call the command", TextEdits: []analysis.TextEdit{insert(call.End(), "()")}}}
		}
	}
	return nil
}

// A dropped command is to be kept in a variable from a statement on, and returned.
type dropped struct {
	*Fixer
	file   *ast.File
	fn     ast.Node
	decl   *ast.FuncDecl
	call   *ast.CallExpr
	stmt   ast.Stmt
	path   []ast.Node // around the statement
	future types.Type
	name   string
	edits  []analysis.TextEdit
}

func (x *Fixer) returnLater(d future.Drop) []analysis.SuggestedFix {
	file, path := x.path(d.Pos)
	for i, n := range path {
		call, ok := n.(*ast.CallExpr)
		if !ok || callee(call).Pos() != d.Pos || i+2 >= len(path) {
			continue
		}
		stmt, ok := path[i+1].(ast.Stmt)
		if !ok {
			return nil
		}
		r := &dropped{Fixer: x, file: file, call: call, stmt: stmt, path: path[i+2:]}
		r.fn, _, r.decl = body(r.path)
		if r.decl == nil || r.batches(call) {
			return nil // a batch repeats commands that the function may well return by themselves
		}
		outer, returns, ok := r.returns()
		if !ok || !r.keep(outer) || !r.give(returns) {
			return nil
		}
		return []analysis.SuggestedFix{{Message: "Return the command", TextEdits: r.edits}}
	}
	return nil
}

// returns finds the return statements that come after the statement. outer is the statement before which a variable must be
// declared to be seen by all of them, or nil where that is the statement itself.
func (r *dropped) returns() (outer ast.Stmt, returns []*ast.ReturnStmt, ok bool) {
	inner := r.stmt
	for _, n := range r.path {
		var list []ast.Stmt
		switch n := n.(type) {
		case *ast.BlockStmt:
			list = n.List
		case *ast.CaseClause:
			list = n.Body
		case *ast.IfStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt:
			inner = n.(ast.Stmt)
			continue
		default:
			return nil, nil, false // a loop, which would drop all but the last
		}
		if _, isClause := inner.(*ast.CaseClause); isClause {
			inner = n.(ast.Stmt) // the block of a switch: other clauses do not follow
			continue
		}
		i := slices.Index(list, inner)
		for _, s := range list[i+1:] {
			found, plain := after(s)
			returns = append(returns, found...)
			if !plain {
				return nil, nil, false
			}
			if _, ends := s.(*ast.ReturnStmt); ends {
				if inner == r.stmt {
					return nil, returns, true
				}
				return inner, returns, true
			}
		}
		inner = n.(ast.Stmt)
	}
	return nil, nil, false
}

// after returns the return statements in a statement, and whether it has no jumps.
func after(s ast.Stmt) (returns []*ast.ReturnStmt, plain bool) {
	plain = true
	ast.Inspect(s, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.BranchStmt:
			plain = false
		case *ast.ReturnStmt:
			returns = append(returns, n)
		}
		return true
	})
	return returns, plain
}

// keep puts the command into a variable.
func (r *dropped) keep(outer ast.Stmt) bool {
	results, ok := r.pass.TypesInfo.TypeOf(r.call.Fun).Underlying().(*types.Signature)
	if !ok {
		return false
	}
	index := -1
	for i := range results.Results().Len() {
		t := results.Results().At(i).Type()
		if r.res.Toolkits().Future(t) != nil {
			index, r.future = i, t
		}
	}
	if index < 0 || !r.named() {
		return false
	}
	if r.name = r.Fixer.name(r.decl, "cmd"); r.name == "" {
		return false
	}
	declare := outer != nil
	switch s := r.stmt.(type) {
	case *ast.ExprStmt:
		if results.Results().Len() != 1 {
			return false // it drops more than the command
		}
		r.edits = append(r.edits, insert(s.Pos(), r.name+r.assign(declare)))
	case *ast.AssignStmt:
		if len(s.Rhs) != 1 || len(s.Lhs) != results.Results().Len() {
			return false
		}
		id, ok := s.Lhs[index].(*ast.Ident)
		if !ok || id.Name != "_" && r.pass.TypesInfo.Defs[id] != nil {
			return false
		}
		r.edits = append(r.edits, replace(id, r.name))
		switch {
		case len(s.Lhs) == 1 && s.Tok == token.ASSIGN && !declare:
			r.edits = append(r.edits, analysis.TextEdit{Pos: s.TokPos, End: s.TokPos + 1, NewText: []byte(":=")})
		case s.Tok == token.ASSIGN:
			declare = true
		case declare:
			return false // a short declaration would hide the variable
		}
	default:
		return false
	}
	if declare {
		at := r.stmt
		if outer != nil {
			at = outer
		}
		qualify := func(p *types.Package) string {
			name, _, _ := r.qualifier(r.file, at.Pos(), p)
			return name[:max(0, len(name)-1)]
		}
		r.edits = append(r.edits, insert(at.Pos(), "var "+r.name+" "+types.TypeString(r.future, qualify)+"\n"+r.indent(at.Pos())))
	}
	return true
}

func (r *dropped) assign(declared bool) string {
	if declared {
		return " = "
	}
	return " := "
}

// named reports whether the file can name the type of the command.
func (r *dropped) named() bool {
	n, ok := types.Unalias(r.future).(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return false
	}
	_, edits, ok := r.qualifier(r.file, r.stmt.Pos(), n.Obj().Pkg())
	return ok && len(edits) == 0
}

// give adds the command to what the returns return.
func (r *dropped) give(returns []*ast.ReturnStmt) bool {
	sig, ok := r.signature()
	if !ok {
		return false
	}
	index := -1
	for i := range sig.Results().Len() {
		if types.Identical(sig.Results().At(i).Type(), r.future) {
			index = i
		}
	}
	if index < 0 || len(returns) == 0 {
		return false
	}
	for _, ret := range returns {
		if len(ret.Results) != sig.Results().Len() {
			return false // what another function returns, or named results
		}
		e := ast.Unparen(ret.Results[index])
		if r.pass.TypesInfo.Types[e].IsNil() {
			r.edits = append(r.edits, replace(ret.Results[index], r.name))
			continue
		}
		if call, ok := e.(*ast.CallExpr); ok && r.batches(call) && len(call.Args) > 0 && !call.Ellipsis.IsValid() {
			r.edits = append(r.edits, insert(call.Args[0].Pos(), r.name+", "))
			continue
		}
		batch, ok := r.batch(ret.Pos())
		if !ok {
			return false
		}
		r.edits = append(r.edits, insert(e.Pos(), batch+"("+r.name+", "), insert(e.End(), ")"))
	}
	return true
}

func (r *dropped) signature() (*types.Signature, bool) {
	switch fn := r.fn.(type) {
	case *ast.FuncLit:
		sig, ok := r.pass.TypesInfo.TypeOf(fn).Underlying().(*types.Signature)
		return sig, ok
	case *ast.FuncDecl:
		obj, ok := r.pass.TypesInfo.Defs[fn.Name].(*types.Func)
		if !ok {
			return nil, false
		}
		return obj.Signature(), true
	}
	return nil, false
}

// batches reports whether a call makes one future of several.
func (r *dropped) batches(call *ast.CallExpr) bool {
	id, ok := callee(call).(*ast.Ident)
	if !ok {
		return false
	}
	fn, ok := r.pass.TypesInfo.Uses[id].(*types.Func)
	return ok && fn.Pkg() != nil && r.res.Toolkits().IsTool(fn, toolkit.ToolBatch)
}

// batch is the call that does so, as it is written at a position.
func (r *dropped) batch(pos token.Pos) (string, bool) {
	n := types.Unalias(r.future).(*types.Named)
	profile := r.res.Toolkits().Future(r.future)
	for _, fn := range r.res.Toolkits().Tools(profile.Name, toolkit.ToolBatch, []*types.Package{n.Obj().Pkg()}) {
		if name, edits, ok := r.qualifier(r.file, pos, fn.Pkg()); ok && len(edits) == 0 {
			return name + fn.Name(), true
		}
	}
	return "", false
}
