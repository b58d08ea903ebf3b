package fix

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// movable reports whether an expression has the same value, and costs as little, when another goroutine evaluates it
// later.
func (x *Fixer) movable(e ast.Expr, r region, spots map[token.Pos]bool) bool {
	ok := true
	ast.Inspect(e, func(n ast.Node) bool {
		if !ok {
			return false
		}
		switch n := n.(type) {
		case *ast.FuncLit:
			return false // a value; whether it is run is the business of the call that takes it
		case *ast.Ident:
			if v, isVar := x.pass.TypesInfo.Uses[n].(*types.Var); isVar && !r.waits {
				ok = x.stable(v, r)
			}
		case *ast.SelectorExpr:
			ok = r.waits || x.stableField(n)
		case *ast.StarExpr:
			ok = r.waits || x.pass.TypesInfo.Types[n].IsType()
		case *ast.UnaryExpr:
			ok = n.Op != token.ARROW
		case *ast.CallExpr:
			ok = spots[callee(n).Pos()] || x.cheap(n, r.waits)
		}
		return ok
	})
	return ok
}

// callee is the name in a call.
func callee(call *ast.CallExpr) ast.Expr {
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.SelectorExpr:
		return fun.Sel
	case *ast.IndexExpr:
		return callee(&ast.CallExpr{Fun: fun.X})
	case *ast.IndexListExpr:
		return callee(&ast.CallExpr{Fun: fun.X})
	default:
		return fun
	}
}

// toolkitField reports whether a selector names a field of a toolkit's type.
func (x *Fixer) toolkitField(sel *ast.SelectorExpr) bool {
	s := x.pass.TypesInfo.Selections[sel]
	return s != nil && s.Kind() == types.FieldVal && s.Obj().Pkg() != nil && x.res.Toolkits().Owner(s.Obj().Pkg()) != nil
}

func (x *Fixer) stableField(sel *ast.SelectorExpr) bool {
	s := x.pass.TypesInfo.Selections[sel]
	if s == nil || s.Kind() != types.FieldVal || x.toolkitField(sel) {
		return true
	}
	return x.res.Settled(s.Obj().(*types.Var).Origin())
}

// pure are packages of the standard library whose functions only compute, with the exceptions below them.
var pure = map[string]bool{
	"strings": true, "strconv": true, "errors": true, "unicode": true, "unicode/utf8": true, "math": true, "path": true,
	"image/color": true, "html": true, "time": true, "fmt": true, "path/filepath": true,
}

var impure = map[string]bool{
	"time.Sleep": true, "time.After": true, "time.AfterFunc": true, "time.Tick": true, "time.NewTimer": true, "time.NewTicker": true, "time.LoadLocation": true,
	"path/filepath.Walk": true, "path/filepath.WalkDir": true, "path/filepath.Glob": true, "path/filepath.EvalSymlinks": true, "path/filepath.Abs": true,
}

// cheap reports whether a call returns at once and changes nothing that anybody else sees, the UI excepted.
func (x *Fixer) cheap(call *ast.CallExpr, waits bool) bool {
	info := x.pass.TypesInfo
	if tv := info.Types[ast.Unparen(call.Fun)]; tv.IsType() {
		return true
	} else if tv.IsBuiltin() {
		id, ok := ast.Unparen(call.Fun).(*ast.Ident)
		switch {
		case !ok:
			return false
		case id.Name == "len", id.Name == "cap", id.Name == "append", id.Name == "make", id.Name == "new", id.Name == "min", id.Name == "max":
			return true
		}
		return false
	}
	fn, ok := typeutil.Callee(info, call).(*types.Func)
	if !ok {
		return false
	}
	if fn.Pkg() == nil {
		return true // error.Error
	}
	set := x.res.Toolkits()
	if set.Owner(fn.Pkg()) != nil && !toolkit.IsStd(fn.Pkg().Path()) {
		return passive(set.Call(fn))
	}
	switch path := fn.Pkg().Path(); {
	case fn.Pkg() == x.pass.Pkg:
		return x.res.Plain(fn, waits)
	case path == "fmt":
		name := fn.Name()
		return name == "Errorf" || len(name) > 6 && name[:6] == "Sprint" || name == "Sprint"
	case pure[path]:
		return !impure[fn.FullName()] && (fn.Signature().Recv() == nil || path == "time" && !timer(fn))
	}
	return false
}

// timer reports whether a method is one of a timer or ticker.
func timer(fn *types.Func) bool {
	switch fn.Name() {
	case "Stop", "Reset":
		return true
	}
	return false
}

// passive reports whether a toolkit's function only works on the screen: it neither waits nor runs functions elsewhere.
func passive(c *toolkit.Call) bool {
	if c.Dispatch || c.Loop || c.Blocking != nil {
		return false
	}
	for _, run := range c.Params {
		if run == toolkit.RunInline || run == toolkit.RunBackground {
			return false
		}
	}
	return true
}
