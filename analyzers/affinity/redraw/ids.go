package redraw

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// This file finds what of a message decides whether a chain goes on: the number of the chain, or what is in the message.

// idFields adds the fields that a condition compares with a part of the message.
func (e *Finder) idFields(c ir.Condition, out map[*types.Var]bool) {
	value := c.Value
	if not, ok := value.(*ssa.UnOp); ok && not.Op == token.NOT {
		value = not.X
	}
	if call, ok := value.(*ssa.Call); ok {
		e.idsInHelper(call, out)
		return
	}
	cmp, ok := value.(*ssa.BinOp)
	if !ok || cmp.Op != token.EQL && cmp.Op != token.NEQ {
		return
	}
	for _, pair := range [][2]ssa.Value{{cmp.X, cmp.Y}, {cmp.Y, cmp.X}} {
		if e.partOfMessage(pair[0], 0) && !e.partOfMessage(pair[1], 0) {
			for _, read := range e.Inquire(ir.Condition{Value: pair[1], Taken: true}).Fields {
				out[read.Field] = true
			}
		}
	}
}

// idsInHelper adds the fields that a helper compares with the part of the message that it is given: "if m.outdated(msg.id)".
func (e *Finder) idsInHelper(call *ssa.Call, out map[*types.Var]bool) {
	fn := call.Call.StaticCallee()
	if fn == nil {
		return
	}
	body, _ := e.Resolve(fn)
	if body == nil || body.SSA == nil {
		return
	}
	given := map[ssa.Value]bool{}
	for i, arg := range ir.AlignArgs(call.Call.Args, len(body.SSA.Params)) {
		if arg != nil && e.partOfMessage(arg, 0) {
			given[body.SSA.Params[i]] = true
		}
	}
	if len(given) == 0 {
		return
	}
	for _, b := range body.SSA.Blocks {
		for _, in := range b.Instrs {
			cmp, ok := in.(*ssa.BinOp)
			if !ok || cmp.Op != token.EQL && cmp.Op != token.NEQ {
				continue
			}
			for _, pair := range [][2]ssa.Value{{cmp.X, cmp.Y}, {cmp.Y, cmp.X}} {
				if given[pair[0]] {
					for _, read := range e.Inquire(ir.Condition{Value: pair[1], Taken: true}).Fields {
						out[read.Field] = true
					}
				}
			}
		}
	}
}

// endsByMessage reports whether a production depends on what is in the message alone: the chain may well end with the next
// one, which has something else in it.
func (e *Finder) endsByMessage(p *production) bool {
	for _, cond := range ir.ConditionsOf(p.at.Block()) {
		value := cond.Value
		if not, ok := value.(*ssa.UnOp); ok && not.Op == token.NOT {
			value = not.X
		}
		if x, ok := value.(*ssa.Extract); ok {
			if _, asked := x.Tuple.(*ssa.TypeAssert); asked {
				continue
			}
		}
		cmp, ok := value.(*ssa.BinOp)
		if !ok {
			if e.partOfMessage(value, 0) {
				return true
			}
			continue
		}
		_, constX := cmp.X.(*ssa.Const)
		_, constY := cmp.Y.(*ssa.Const)
		if constY && e.partOfMessage(cmp.X, 0) || constX && e.partOfMessage(cmp.Y, 0) {
			return true
		}
	}
	return false
}

func (e *Finder) partOfMessage(v ssa.Value, depth int) bool {
	if depth > 8 {
		return false
	}
	switch v := v.(type) {
	case *ssa.TypeAssert:
		return isParam(v.X)
	case *ssa.Extract:
		return e.partOfMessage(v.Tuple, depth+1)
	case *ssa.Field:
		return e.partOfMessage(v.X, depth+1)
	case *ssa.FieldAddr:
		return e.partOfMessage(v.X, depth+1)
	case *ssa.UnOp:
		return e.partOfMessage(v.X, depth+1)
	case *ssa.Convert:
		return e.partOfMessage(v.X, depth+1)
	case *ssa.ChangeType:
		return e.partOfMessage(v.X, depth+1)
	case *ssa.Alloc:
		return slices.ContainsFunc(ir.StoredIn(v), func(x ssa.Value) bool { return e.partOfMessage(x, depth+1) })
	case *ssa.Parameter:
		n, ok := types.Unalias(v.Type()).(*types.Named)
		return ok && e.isMessage(n)
	}
	return false
}
