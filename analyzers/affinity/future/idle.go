package future

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// A component has states, and many of its methods return a command only in some of them: a list filters its items in the
// background only while a filter is set. This file finds, for the component's package, the fields without which a method's
// future is nil (Idle), and the methods that give such a field a value (Wakes). Who calls none of these has a component that
// stays as it was made; see asleep.go.
//
// Both are must analyses: nobody but the package can set an unexported field; a store counts wherever control may come to it
// for the arguments; an address that is passed on counts as a store. Lost are fields that others can set, states that are
// told apart by a callee, and what a method sets only after another one has set something.

// IdleFields names the fields of the receiver without which the future that a method returns is nil.
func (e *Finder) IdleFields(fn *ssa.Function) []string {
	var out []string
	for field := range e.idle(fn) {
		out = append(out, fieldName(field))
	}
	slices.Sort(out)
	return out
}

func (e *Finder) idle(fn *ssa.Function) map[*types.Var]bool {
	i := e.FutureResult(fn.Signature)
	if i < 0 || len(fn.Blocks) == 0 || fn.Signature.Recv() == nil {
		return nil
	}
	if known, ok := e.idleMemo[fn]; ok {
		return known
	}
	owner, _ := ir.StructOf(fn.Signature.Recv().Type())
	common, first := map[*types.Var]bool{}, true
	seen := map[ssa.Value]bool{}
	var way func(v ssa.Value, conds []ir.Condition)
	way = func(v ssa.Value, conds []ir.Condition) {
		if phi, ok := v.(*ssa.Phi); ok {
			if seen[phi] {
				return
			}
			seen[phi] = true
			for j, x := range phi.Edges {
				way(x, edgeConditions(phi.Block().Preds[j], phi.Block()))
			}
			return
		}
		if ir.NilConst(v) {
			return
		}
		here := map[*types.Var]bool{}
		for _, c := range conds {
			if f := asksNonzero(c); f != nil && !f.Exported() && ownerOf(c) == owner && (first || common[f]) {
				here[f] = true
			}
		}
		common, first = here, false
	}
	for _, b := range fn.Blocks {
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && i < len(ret.Results) {
			way(ret.Results[i], ir.ConditionsOf(b))
		}
	}
	e.idleMemo[fn] = common
	return common
}

// edgeConditions lists the conditions on the way from one block to the next.
func edgeConditions(from, to *ssa.BasicBlock) []ir.Condition {
	out := ir.ConditionsOf(from)
	if last, ok := from.Instrs[len(from.Instrs)-1].(*ssa.If); ok && from.Succs[0] != from.Succs[1] {
		out = append(out, ir.Condition{Value: last.Cond, Taken: from.Succs[0] == to})
	}
	return out
}

// asksNonzero returns the field, a bool or a number, that is not zero where a condition holds.
func asksNonzero(c ir.Condition) *types.Var {
	if not, ok := c.Value.(*ssa.UnOp); ok && not.Op == token.NOT {
		return asksNonzero(ir.Condition{Value: not.X, Taken: !c.Taken})
	}
	cmp, ok := c.Value.(*ssa.BinOp)
	if !ok {
		return ir.AsksField(c)
	}
	k, isConst := cmp.Y.(*ssa.Const)
	if !isConst || k.Value == nil || k.Value.Kind() != constant.Int || cmp.Op != token.EQL && cmp.Op != token.NEQ {
		return nil
	}
	if equal := (cmp.Op == token.EQL) == c.Taken; equal == (constant.Sign(k.Value) == 0) {
		return nil
	}
	return ir.AsksField(ir.Condition{Value: cmp.X, Taken: true})
}

// ownerOf is the type of the object whose field a condition asks.
func ownerOf(c ir.Condition) *types.TypeName {
	v := c.Value
	for {
		switch x := v.(type) {
		case *ssa.BinOp:
			v = x.X
			continue
		case *ssa.UnOp:
			v = x.X
			continue
		case *ssa.FieldAddr:
			owner, _ := ir.StructOf(x.X.Type())
			return owner
		case *ssa.Field:
			owner, _ := ir.StructOf(x.X.Type())
			return owner
		}
		return nil
	}
}

// WakesOf lists the fields that a function may set to something else than zero, of those without which another function of
// the package returns no future, and for which values of a parameter it does so.
func (e *Finder) WakesOf(fn *ssa.Function) []engine.Wake {
	if e.states == nil {
		e.states = map[*types.Var]bool{}
		for _, f := range e.Bodies {
			if f.SSA != nil && f.Parent == nil {
				for field := range e.idle(f.SSA) {
					e.states[field] = true
				}
			}
		}
	}
	var out []engine.Wake
	for field := range e.states {
		w := &waker{e: e, field: field, seen: map[outcomeKey]bool{}}
		if !w.sets(fn, nil) {
			continue
		}
		wake := engine.Wake{Field: fieldName(field), Param: -1}
		for p := range fn.Params {
			if types := e.wakingTypes(w, fn, p); len(types) > 0 {
				wake.Param, wake.Types = p, types
				break
			}
		}
		out = append(out, wake)
	}
	slices.SortFunc(out, func(a, b engine.Wake) int { return strings.Compare(a.Field, b.Field) })
	return out
}

// wakingTypes lists the types of a parameter for which a function sets the field, if it does so for no others and not for nil.
func (e *Finder) wakingTypes(w *waker, fn *ssa.Function, p int) []string {
	if _, ok := fn.Params[p].Type().Underlying().(*types.Interface); !ok {
		return nil
	}
	asked := e.askedTypes(fn, p)
	if len(asked) == 0 || len(asked) > mostCases {
		return nil
	}
	sets := func(k known) bool {
		env := make(environment, len(fn.Params))
		env[p] = k
		return (&waker{e: e, field: w.field, seen: map[outcomeKey]bool{}}).sets(fn, env)
	}
	var out, texts []string
	for _, k := range asked {
		texts = append(texts, k.text)
		if sets(k) {
			out = append(out, k.text)
		}
	}
	if sets(known{kind: isOther, text: joinSorted(texts)}) || sets(known{kind: isConstant, text: "nil"}) {
		return nil
	}
	slices.Sort(out)
	return out
}

// waker looks for the stores to a field.
type waker struct {
	e     *Finder
	field *types.Var
	seen  map[outcomeKey]bool
}

// sets reports whether a function may set the field, itself or by what it calls in the package.
func (w *waker) sets(fn *ssa.Function, env environment) bool {
	key := outcomeKey{fn, 0, env.key()}
	if w.seen[key] || len(fn.Blocks) == 0 {
		return false
	}
	w.seen[key] = true
	r := w.e.returnsOf(fn)
	if env != nil {
		r = w.e.newReturns(fn, env, 0)
	}
	live := map[*ssa.BasicBlock]bool{fn.Blocks[0]: true}
	for edge := range r.taken {
		live[edge.to] = true
	}
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			if live[b] && w.setsAt(r, in) {
				return true
			}
		}
	}
	for _, lit := range fn.AnonFuncs {
		if w.sets(lit, nil) {
			return true
		}
	}
	return false
}

func (w *waker) setsAt(r *returns, in ssa.Instruction) bool {
	switch in := in.(type) {
	case *ssa.FieldAddr:
		return ir.FieldOf(in.X.Type(), in.Field) == w.field && slices.ContainsFunc(*in.Referrers(), func(use ssa.Instruction) bool { return w.wakesBy(use, in) })
	case ssa.CallInstruction:
		c := in.Common()
		fn := ir.StaticCallee(c.Value)
		if fn == nil || c.IsInvoke() {
			return false
		}
		if body, _ := w.e.Resolve(fn); body != nil && body.SSA != nil {
			return w.sets(body.SSA, r.environment(c.Args, len(body.SSA.Params), in.Block()))
		}
	}
	return false
}

// wakesBy reports whether a use of the field's address does more than read it, clear it, or change it where it is set already.
func (w *waker) wakesBy(use ssa.Instruction, addr ssa.Value) bool {
	switch use := use.(type) {
	case *ssa.DebugRef:
		return false
	case *ssa.UnOp:
		return use.Op != token.MUL
	case *ssa.Store:
		if k, ok := use.Val.(*ssa.Const); ok && use.Addr == addr && emptyConst(k) {
			return false
		}
		for _, c := range ir.ConditionsOf(use.Block()) {
			if asksNonzero(c) == w.field {
				return false
			}
		}
	}
	return true
}
