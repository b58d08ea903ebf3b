package engine

import (
	"go/token"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// calledByHand reports whether all that happens to a function value is that the program calls it: it is called where it is,
// or handed to functions of the package and literals that do no more. A command that is called so runs in the goroutine
// of its caller, whatever its type promises.
//
// It is a must analysis: a value that is stored, returned, or handed to somebody else counts as given to the event loop.
func (e *Engine) calledByHand(v ssa.Value, depth int) bool {
	refs := v.Referrers()
	if refs == nil || depth > 4 {
		return false
	}
	called := false
	for _, ref := range *refs {
		switch ref := ref.(type) {
		case *ssa.DebugRef:
		case *ssa.BinOp:
			if ref.Op != token.EQL && ref.Op != token.NEQ {
				return false
			}
		case *ssa.Call:
			if !e.callsByHand(&ref.Call, v, depth) {
				return false
			}
			called = true
		case *ssa.Store: // into a variable that literals capture
			a, ok := ref.Addr.(*ssa.Alloc)
			if !ok || ref.Val != v || !e.heldByHand(a, depth) {
				return false
			}
			called = true
		case *ssa.MakeClosure:
			if !e.capturedByHand(ref, v, depth) {
				return false
			}
			called = true
		default:
			return false
		}
	}
	return called
}

// callsByHand judges a call that has the value as its function or among its arguments.
func (e *Engine) callsByHand(c *ssa.CallCommon, v ssa.Value, depth int) bool {
	if c.Value == v {
		return true
	}
	if c.IsInvoke() || c.StaticCallee() == nil {
		return false
	}
	body, _ := e.Resolve(c.StaticCallee())
	if body == nil || body.SSA == nil || len(body.SSA.Params) != len(c.Args) {
		return false
	}
	for i, arg := range c.Args {
		if arg == v && !e.calledByHand(body.SSA.Params[i], depth+1) {
			return false
		}
	}
	return true
}

// heldByHand judges a variable by what is done with its loads.
func (e *Engine) heldByHand(a *ssa.Alloc, depth int) bool {
	called := false
	for _, ref := range *a.Referrers() {
		switch ref := ref.(type) {
		case *ssa.DebugRef:
		case *ssa.Store:
			if ref.Addr != ssa.Value(a) {
				return false
			}
		case *ssa.UnOp:
			if !ir.Unused(ref) && !e.calledByHand(ref, depth+1) && !onlyCompared(ref) {
				return false
			}
			called = true
		case *ssa.MakeClosure:
			if !e.capturedByHand(ref, a, depth) {
				return false
			}
			called = true
		default:
			return false
		}
	}
	return called
}

// capturedByHand judges a literal by what it does with the variable or value that it captures.
func (e *Engine) capturedByHand(mc *ssa.MakeClosure, v ssa.Value, depth int) bool {
	fn := mc.Fn.(*ssa.Function)
	if strings.HasPrefix(fn.Synthetic, "bound method") {
		return false
	}
	for i, b := range mc.Bindings {
		if b != v {
			continue
		}
		for _, use := range *fn.FreeVars[i].Referrers() {
			load, ok := use.(*ssa.UnOp)
			if !ok || load.Op != token.MUL || !onlyCompared(load) && !e.calledByHand(load, depth+1) {
				return false
			}
		}
	}
	return true
}

func onlyCompared(v ssa.Value) bool {
	for _, ref := range *v.Referrers() {
		if _, ok := ref.(*ssa.BinOp); !ok {
			return false
		}
	}
	return true
}
