package fix

import (
	"go/ast"
	"go/token"
	"go/types"
	"go/version"
)

// A usage is where the local variables of a declared function change, and where its loops are.
type usage struct {
	changes map[*types.Var][]change
	loops   []ast.Node
}

// A change is an assignment to a variable or to what it leads to, or the taking of its address.
type change struct {
	pos token.Pos
	fn  ast.Node // the innermost function around it
}

func (x *Fixer) usage(decl *ast.FuncDecl) *usage {
	if u := x.uses[decl]; u != nil {
		return u
	}
	u := &usage{changes: map[*types.Var][]change{}}
	x.uses[decl] = u
	var stack []ast.Node
	ast.Inspect(decl, func(n ast.Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return false
		}
		stack = append(stack, n)
		x.note(u, n, func() ast.Node { return innermostFunc(stack) })
		return true
	})
	return u
}

func innermostFunc(stack []ast.Node) ast.Node {
	for i := len(stack) - 1; i >= 0; i-- {
		switch stack[i].(type) {
		case *ast.FuncLit, *ast.FuncDecl:
			return stack[i]
		}
	}
	return nil
}

func (x *Fixer) note(u *usage, n ast.Node, fn func() ast.Node) {
	changed := func(e ast.Expr) {
		if v := x.base(e); v != nil {
			u.changes[v] = append(u.changes[v], change{n.Pos(), fn()})
		}
	}
	switch n := n.(type) {
	case *ast.ForStmt:
		u.loops = append(u.loops, n)
	case *ast.RangeStmt:
		u.loops = append(u.loops, n)
		if n.Tok == token.ASSIGN {
			changed(n.Key)
			changed(n.Value)
		}
	case *ast.AssignStmt:
		for _, lhs := range n.Lhs {
			if id, ok := lhs.(*ast.Ident); !ok || x.pass.TypesInfo.Defs[id] == nil {
				changed(lhs)
			}
		}
	case *ast.IncDecStmt:
		changed(n.X)
	case *ast.UnaryExpr:
		if _, lit := ast.Unparen(n.X).(*ast.CompositeLit); n.Op == token.AND && !lit {
			changed(n.X)
		}
	case *ast.CallExpr:
		x.noteCall(n, changed)
	}
}

// noteCall knows calls that change a variable: built-in ones, and methods that take its address.
func (x *Fixer) noteCall(call *ast.CallExpr, changed func(ast.Expr)) {
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		if _, ok := x.pass.TypesInfo.Uses[fun].(*types.Builtin); ok && len(call.Args) > 0 {
			switch fun.Name {
			case "delete", "clear", "copy":
				changed(call.Args[0])
			}
		}
	case *ast.SelectorExpr:
		sel := x.pass.TypesInfo.Selections[fun]
		if sel == nil || sel.Kind() != types.MethodVal {
			return
		}
		_, byPointer := sel.Obj().(*types.Func).Signature().Recv().Type().(*types.Pointer)
		_, isPointer := x.pass.TypesInfo.TypeOf(fun.X).Underlying().(*types.Pointer)
		if byPointer && !isPointer {
			changed(fun.X)
		}
	}
}

// base returns the variable that holds what an expression names, or leads there by slices and maps: v in v.a[i].b.
func (x *Fixer) base(e ast.Expr) *types.Var {
	for {
		switch n := ast.Unparen(e).(type) {
		case *ast.Ident:
			v, _ := x.pass.TypesInfo.ObjectOf(n).(*types.Var)
			return v
		case *ast.SelectorExpr:
			if x.pass.TypesInfo.Selections[n] == nil {
				return nil
			}
			if _, ptr := x.pass.TypesInfo.TypeOf(n.X).Underlying().(*types.Pointer); ptr || x.toolkitField(n) {
				return nil // what is behind a pointer is no part of the variable: see Settled
			}
			e = n.X
		case *ast.IndexExpr:
			e = n.X
		case *ast.SliceExpr:
			e = n.X
		default:
			return nil
		}
	}
}

// A region is a run of statements in the function fn that is to move to another goroutine.
type region struct {
	decl       *ast.FuncDecl
	fn         ast.Node
	file       *ast.File
	start, end token.Pos
	waits      bool // the goroutine waits until they are done
}

// stable reports whether a variable has the same value whenever the statements of the region run after its start.
func (x *Fixer) stable(v *types.Var, r region) bool {
	if v.IsField() || v.Pos() >= r.start && v.Pos() < r.end {
		return true
	}
	if v.Parent() == x.pass.Pkg.Scope() {
		return x.res.Settled(v)
	}
	if v.Pkg() != x.pass.Pkg {
		return true // of another package
	}
	u := x.usage(r.decl)
	for _, loop := range u.loops {
		if !perIteration(x.pass.TypesInfo.FileVersions[r.file]) && within(header(loop), v.Pos()) {
			return false
		}
	}
	for _, c := range u.changes[v] {
		limit := r.start
		if c.fn != r.fn {
			if !(c.fn.Pos() <= r.fn.Pos() && r.fn.End() <= c.fn.End()) {
				return false // in another literal, at a time that nobody knows
			}
			limit = r.fn.Pos()
		}
		if next(u, c, v) {
			continue
		}
		if c.pos >= limit || x.again(u, c.pos, limit, v) {
			return false
		}
	}
	return true
}

// next reports whether a change is the post statement of the loop that declares the variable: it is one of the next
// iteration's variable.
func next(u *usage, c change, v *types.Var) bool {
	for _, loop := range u.loops {
		f, ok := loop.(*ast.ForStmt)
		if ok && f.Init != nil && within(f.Init, v.Pos()) && f.Post != nil && within(f.Post, c.pos) {
			return true
		}
	}
	return false
}

// again reports whether a loop leads from pos back to a change before it, of the same variable if one is given.
func (x *Fixer) again(u *usage, change, pos token.Pos, v *types.Var) bool {
	for _, loop := range u.loops {
		if within(loop, change) && within(loop, pos) && (v == nil || !within(loop, v.Pos())) {
			return true
		}
	}
	return false
}

func within(n ast.Node, pos token.Pos) bool { return n != nil && n.Pos() <= pos && pos < n.End() }

// header is the part of a loop that declares its variables.
func header(loop ast.Node) ast.Node {
	switch loop := loop.(type) {
	case *ast.ForStmt:
		if loop.Init != nil {
			return loop.Init
		}
	case *ast.RangeStmt:
		if loop.Key != nil {
			return span{loop.Key.Pos(), loop.X.Pos()}
		}
	}
	return span{}
}

type span struct{ from, to token.Pos }

func (s span) Pos() token.Pos { return s.from }
func (s span) End() token.Pos { return s.to }

// perIteration reports whether each iteration of a loop has variables of its own: since Go 1.22.
func perIteration(v string) bool { return v == "" || version.Compare(v, "go1.22") >= 0 }
