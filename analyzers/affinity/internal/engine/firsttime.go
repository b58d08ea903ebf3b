package engine

import (
	"go/constant"
	"go/token"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// In toolkits whose layout function runs before each frame (gocui), SetView returns an error when the view was not there
// before: "if v, err := g.SetView(...); err != nil" is how a program says that something is done when the view is made.

// firstTime reports whether a condition holds only when a view is made, and the package never deletes it. It is a must: what
// it says yes to runs once for the view's name. Views that other packages delete are lost.
func (e *Engine) firstTime(c ir.Condition) bool {
	var err ssa.Value
	switch v := c.Value.(type) {
	case *ssa.BinOp: // err != nil, or err == ErrUnknownView
		if v.Op != token.EQL && v.Op != token.NEQ || ir.NilConst(v.Y) == (c.Taken == (v.Op == token.EQL)) {
			return false
		}
		err = v.X
	case *ssa.Call: // errors.Is(err, ErrUnknownView)
		fn := v.Call.StaticCallee()
		if fn == nil || !c.Taken || len(v.Call.Args) == 0 || !strings.HasPrefix(fn.Name(), "Is") {
			return false
		}
		err = v.Call.Args[0]
	default:
		return false
	}
	x, ok := err.(*ssa.Extract)
	if !ok {
		return false
	}
	call, ok := x.Tuple.(*ssa.Call)
	if !ok || !e.makesView(call) {
		return false
	}
	return !e.deleted(viewName(call))
}

// makesView reports whether a call is a toolkit's SetView: it returns the view and an error. The error of others, such as
// SetViewOnTop, says that there is no view.
func (e *Engine) makesView(call *ssa.Call) bool {
	fn := ir.CalleeOf(&call.Call)
	return fn != nil && fn.Pkg() != nil && e.Set.Owner(fn.Pkg()) != nil && (fn.Name() == "SetView" || fn.Name() == "SetViewBeneath") &&
		fn.Signature().Recv() != nil && fn.Signature().Results().Len() == 2
}

// viewName is the constant that names the view of a call, or "".
func viewName(call *ssa.Call) string {
	for _, arg := range call.Call.Args {
		if k, ok := arg.(*ssa.Const); ok && k.Value != nil && k.Value.Kind() == constant.String {
			return constant.StringVal(k.Value)
		}
	}
	return ""
}

// deleted reports whether the package may delete a view of the name.
func (e *Engine) deleted(name string) bool {
	if e.deletedViews == nil {
		e.deletedViews = map[string]bool{}
		e.EachInstr(func(_ *Func, in ssa.Instruction) {
			if call, ok := in.(*ssa.Call); ok {
				if fn := ir.CalleeOf(&call.Call); fn != nil && fn.Name() == "DeleteView" && fn.Pkg() != nil && e.Set.Owner(fn.Pkg()) != nil {
					e.deletedViews[viewName(call)] = true
				}
			}
		})
	}
	return name == "" && len(e.deletedViews) > 0 || e.deletedViews[name] || e.deletedViews[""]
}
