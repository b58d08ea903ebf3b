package ir

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// StaticCallee returns the body that a value is when it is called, or nil.
func StaticCallee(v ssa.Value) *ssa.Function {
	switch v := v.(type) {
	case *ssa.Function:
		return v
	case *ssa.MakeClosure:
		return v.Fn.(*ssa.Function)
	}
	return nil
}

// MethodOf returns the method that a call calls, and on what.
func MethodOf(c *ssa.CallCommon) (*types.Func, ssa.Value) {
	if c.IsInvoke() {
		return c.Method, c.Value
	}
	fn := c.StaticCallee()
	if fn == nil || len(c.Args) == 0 || fn.Signature.Recv() == nil {
		return nil, nil
	}
	obj, _ := fn.Object().(*types.Func)
	return obj, c.Args[0]
}

// AsksTimer reports whether a block asks if the channel of a timer is closed, as a range over it does.
func AsksTimer(b *ssa.BasicBlock) bool {
	br, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok {
		return false
	}
	x, ok := br.Cond.(*ssa.Extract)
	if !ok {
		return false
	}
	recv, ok := x.Tuple.(*ssa.UnOp)
	return ok && recv.Op == token.ARROW && FromTimer(recv.X)
}

// Panics reports whether a block only panics, as the one for a select without a match does.
func Panics(b *ssa.BasicBlock) bool {
	_, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Panic)
	return ok
}

// CalleeOf returns the function or the interface's method that a call names, or nil.
func CalleeOf(c *ssa.CallCommon) *types.Func {
	if c.IsInvoke() {
		return c.Method
	}
	if fn := c.StaticCallee(); fn != nil {
		if o := fn.Origin(); o != nil {
			fn = o
		}
		obj, _ := fn.Object().(*types.Func)
		return obj
	}
	return nil
}

// IsBuiltin reports whether a value is a function of the language.
func IsBuiltin(v ssa.Value) bool { _, ok := v.(*ssa.Builtin); return ok }

// PkgPath is the path of the package that declares a function, or "". A method of another package need not have an
// ssa.Package.
func PkgPath(fn *ssa.Function) string {
	if fn.Pkg != nil {
		return fn.Pkg.Pkg.Path()
	}
	if o := fn.Object(); o != nil && o.Pkg() != nil {
		return o.Pkg().Path()
	}
	return ""
}
