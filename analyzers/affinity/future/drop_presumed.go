package future

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// This file finds what makes it likely, though not certain, that a dropped command was nil or would change nothing. Both are
// presumptions: they lower a report, they do not suppress it.

// drawnOtherwise reports whether the package draws a component by another method than View, to which it says each time
// what to draw (progress.ViewAs), and never by View: a command that animates what View draws then changes nothing.
func (e *Finder) drawnOtherwise(method *types.Func) bool {
	recv := method.Signature().Recv()
	if recv == nil {
		return false
	}
	n, ok := types.Unalias(ir.Deref(recv.Type())).(*types.Named)
	if !ok {
		return false
	}
	if e.drawn == nil {
		e.drawn = e.findDrawn()
	}
	d := e.drawn[n.Obj()]
	return d.otherwise && !d.byView
}

type drawing struct{ byView, otherwise bool }

func (e *Finder) findDrawn() map[*types.TypeName]drawing {
	out := map[*types.TypeName]drawing{}
	for _, f := range e.Bodies {
		if f.SSA == nil {
			continue
		}
		for _, b := range f.SSA.Blocks {
			for _, in := range b.Instrs {
				c, ok := in.(ssa.CallInstruction)
				if !ok {
					continue
				}
				fn := ir.CalleeOf(c.Common())
				if fn == nil || fn.Signature().Recv() == nil || !strings.HasPrefix(fn.Name(), "View") {
					continue
				}
				if n, ok := types.Unalias(ir.Deref(fn.Signature().Recv().Type())).(*types.Named); ok {
					d := out[n.Obj()]
					if fn.Name() == "View" {
						d.byView = true
					} else if fn.Signature().Params().Len() > 0 {
						d.otherwise = true
					}
					out[n.Obj()] = d
				}
			}
		}
	}
	return out
}

// notAsked reports whether a callee returns a future only where a field of type bool is set, and the caller has just made
// a value in which it is not, or has just unset it: loadTab(i) returns a command for tabs that were not loaded yet, and
// this is the copy of the open one. That the callee is given just this value is presumed.
func (e *Finder) notAsked(call *ssa.Call, callee *ssa.Function, i int) bool {
	for field := range e.neededFlags(callee, i) {
		unset := false
		for _, b := range call.Parent().Blocks {
			if b != call.Block() && !b.Dominates(call.Block()) {
				continue
			}
			for _, in := range b.Instrs {
				if in == ssa.Instruction(call) {
					break
				}
				switch in := in.(type) {
				case *ssa.Store:
					if set, ok := setsFlag(in, field); ok {
						unset = !set
					}
				case *ssa.Call:
					if fn := in.Call.StaticCallee(); fn != nil && holdsField(in.Type(), field) {
						if body, _ := e.Resolve(fn); body != nil && makesUnset(body.SSA, field) {
							unset = true
						}
					}
				case *ssa.Alloc:
					if in.Comment == "complit" && holdsField(ir.Deref(in.Type()), field) {
						unset = true
					}
				}
			}
		}
		if unset {
			return true
		}
	}
	return false
}

// neededFlags lists the fields of type bool that are set wherever a function returns a future.
func (e *Finder) neededFlags(fn *ssa.Function, i int) map[*types.Var]bool {
	var common map[*types.Var]bool
	r := e.returnsOf(fn)
	for _, ret := range r.returns {
		if r.of(ret.Results[i], map[ssa.Value]bool{}).IsNil() {
			continue
		}
		here := map[*types.Var]bool{}
		for _, c := range ir.ConditionsOf(ret.Block()) {
			for _, field := range e.needsSet(c, 0) {
				if common == nil || common[field] {
					here[field] = true
				}
			}
		}
		common = here
	}
	return common
}

// needsSet lists the fields of type bool that are set where a condition holds, which may be the answer of a method:
// "if !m.IsActive() { return nil }".
func (e *Finder) needsSet(c ir.Condition, depth int) []*types.Var {
	if not, ok := c.Value.(*ssa.UnOp); ok && not.Op == token.NOT {
		return e.needsSet(ir.Condition{Value: not.X, Taken: !c.Taken}, depth)
	}
	if field := ir.AsksField(c); field != nil {
		return []*types.Var{field}
	}
	call, ok := c.Value.(*ssa.Call)
	if !ok || !c.Taken || depth > 2 || call.Call.StaticCallee() == nil {
		return nil
	}
	body, _ := e.Resolve(call.Call.StaticCallee())
	if body == nil || body.SSA == nil || len(body.SSA.Blocks) > 8 {
		return nil
	}
	var out []*types.Var
	yes := 0 // the ways to the answer yes; with several, each may have its own reason
	way := func(v ssa.Value, from *ssa.BasicBlock) {
		if k, ok := v.(*ssa.Const); ok && k.Value != nil && k.Value.String() == "false" {
			return
		}
		yes++
		out = append(out, e.needsSet(ir.Condition{Value: v, Taken: true}, depth+1)...)
		for _, inner := range ir.ConditionsOf(from) {
			out = append(out, e.needsSet(inner, depth+1)...)
		}
	}
	for _, b := range body.SSA.Blocks {
		ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		if !ok || len(ret.Results) != 1 {
			continue
		}
		if phi, ok := ret.Results[0].(*ssa.Phi); ok && phi.Block() == b {
			for i, x := range phi.Edges {
				way(x, b.Preds[i])
			}
		} else {
			way(ret.Results[0], b)
		}
	}
	if yes != 1 {
		return nil
	}
	return out
}

// setsFlag reports whether a store is to the field, and whether it may set it.
func setsFlag(st *ssa.Store, field *types.Var) (set, ok bool) {
	fa, isField := st.Addr.(*ssa.FieldAddr)
	if !isField || ir.FieldOf(fa.X.Type(), fa.Field) != field {
		return false, false
	}
	c, isConst := st.Val.(*ssa.Const)
	return !isConst || c.Value == nil || c.Value.String() != "false", true
}

func holdsField(t types.Type, field *types.Var) bool {
	st, ok := ir.Deref(t).Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for i := 0; i < st.NumFields(); i++ {
		if st.Field(i).Origin() == field {
			return true
		}
	}
	return false
}

// makesUnset reports whether a function returns a struct that it builds field by field and does not set this one.
func makesUnset(fn *ssa.Function, field *types.Var) bool {
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			switch in := in.(type) {
			case *ssa.Store:
				if set, ok := setsFlag(in, field); ok && set {
					return false
				}
				if a, ok := in.Addr.(*ssa.Alloc); ok && holdsField(ir.Deref(a.Type()), field) && !builtHere(in.Val) {
					return false // a copy of another one
				}
			case *ssa.Return:
				if len(in.Results) != 1 || !builtHere(in.Results[0]) {
					return false
				}
			}
		}
	}
	return len(fn.Blocks) > 0
}

func builtHere(v ssa.Value) bool {
	if load, ok := v.(*ssa.UnOp); ok && load.Op == token.MUL {
		v = load.X
	}
	_, ok := v.(*ssa.Alloc)
	return ok
}
