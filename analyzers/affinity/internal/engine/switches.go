package engine

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// dimSwitched makes what only reads or writes files possible where it stands behind a switch that is off unless an
// environment variable is set: a log for the program's makers, which flushes each line on purpose, is no freeze of the
// program that users run.
//
// A switch is an unexported field or variable of the package, a bool or what may be nil. It is a must analysis on the stores:
// each one that is not the zero value depends on the variable. Lost are switches whose address is passed on, and those that
// another package sets.
func (e *Engine) dimSwitched() {
	if e.Foreign {
		return
	}
	for _, f := range e.Bodies {
		for _, op := range f.Ops {
			if op.Kind == Blocks && op.Tier == toolkit.TierDisk && op.Confidence.AtLeast(finding.Likely) && op.Instr != nil && e.switched(op.Instr.Block()) {
				op.Confidence = finding.Possible
			}
		}
	}
}

// switched reports whether control comes to a block only where such a switch is on, or the variable set.
func (e *Engine) switched(b *ssa.BasicBlock) bool {
	for _, c := range ir.ConditionsOf(b) {
		if v := asksOn(c); v != nil && e.setByEnvironment(v) {
			return true
		}
		if e.offByDefault(c) {
			return true
		}
	}
	return false
}

// asksOn returns the field or variable of the package that is set where a condition holds.
func asksOn(c ir.Condition) *types.Var {
	switch x := c.Value.(type) {
	case *ssa.UnOp:
		switch {
		case x.Op == token.NOT:
			return asksOn(ir.Condition{Value: x.X, Taken: !c.Taken})
		case x.Op == token.MUL && c.Taken:
			return variableAt(x.X)
		}
	case *ssa.Field:
		if c.Taken {
			return ir.FieldOf(x.X.Type(), x.Field)
		}
	case *ssa.BinOp:
		if ir.NilConst(x.Y) && (x.Op == token.NEQ) == c.Taken && (x.Op == token.NEQ || x.Op == token.EQL) {
			if load, ok := x.X.(*ssa.UnOp); ok && load.Op == token.MUL {
				return variableAt(load.X)
			}
		}
	}
	return nil
}

// setByEnvironment reports whether each store to a field or variable that sets it depends on an environment variable.
func (e *Engine) setByEnvironment(v *types.Var) bool {
	if known, ok := e.envSwitches[v]; ok {
		return known
	}
	if e.envSwitches == nil {
		e.envSwitches = map[*types.Var]bool{}
	}
	e.envSwitches[v] = v.Pkg() == e.Pass.Pkg && !(v.Exported() && (v.IsField() || e.Pass.Pkg.Name() != "main")) && hasNothing(v.Type()) && e.onlyByEnvironment(v)
	return e.envSwitches[v]
}

func (e *Engine) onlyByEnvironment(v *types.Var) bool {
	any := false
	for _, f := range e.Bodies {
		if f.SSA == nil || e.TestSupport(f.Pos) {
			continue
		}
		for _, b := range f.SSA.Blocks {
			for _, in := range b.Instrs {
				switch set, ok := e.setsSwitch(in, v); {
				case !ok:
					return false
				case set:
					any = true
				}
			}
		}
	}
	return any
}

// setsSwitch reports whether an instruction sets a field or variable; ok is false when it may do so without an environment
// variable.
func (e *Engine) setsSwitch(in ssa.Instruction, v *types.Var) (set, ok bool) {
	st, isStore := in.(*ssa.Store)
	if !isStore || variableAt(st.Addr) != v {
		for _, op := range in.Operands(nil) {
			if addr, isAddr := (*op).(ssa.Value); isAddr && addr != nil && variableAt(addr) == v && !readsOrClears(in, addr) {
				return false, false
			}
		}
		return false, true
	}
	if readsOrClears(in, st.Addr) {
		return false, true
	}
	return true, e.offByDefault(ir.Condition{Value: st.Val, Taken: true}) || e.behindEnvironment(st.Block())
}

// behindEnvironment reports whether control comes to a block only when an environment variable is set.
func (e *Engine) behindEnvironment(b *ssa.BasicBlock) bool {
	for _, c := range ir.ConditionsOf(b) {
		if e.offByDefault(c) {
			return true
		}
	}
	return false
}

// offByDefault reports whether a condition asks an environment variable, and does not hold when that is not set.
func (e *Engine) offByDefault(c ir.Condition) bool {
	v := e.whenUnset(c.Value, 0)
	return v != nil && v.Kind() == constant.Bool && constant.BoolVal(v) != c.Taken
}

// whenUnset returns what a value is when the environment variable is not set that it comes from; nil when it comes from
// anything else, too.
func (e *Engine) whenUnset(v ssa.Value, depth int) constant.Value {
	if depth > 12 {
		return nil
	}
	switch v := v.(type) {
	case *ssa.UnOp:
		if x := e.whenUnset(v.X, depth+1); v.Op == token.NOT && x != nil {
			return constant.UnaryOp(token.NOT, x, 0)
		}
	case *ssa.BinOp:
		k, ok := v.Y.(*ssa.Const)
		if x := e.whenUnset(v.X, depth+1); ok && k.Value != nil && x != nil && x.Kind() == k.Value.Kind() && (v.Op == token.EQL || v.Op == token.NEQ) {
			return constant.MakeBool(constant.Compare(x, v.Op, k.Value))
		}
	case *ssa.Phi:
		return e.unsetPhi(v, depth)
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok {
			return e.unsetCall(call, v.Index, depth)
		}
	case *ssa.Call:
		return e.unsetCall(v, 0, depth)
	}
	return nil
}

// unsetPhi is whenUnset for "a || b", where each operand comes from an environment variable.
func (e *Engine) unsetPhi(phi *ssa.Phi, depth int) constant.Value {
	var out constant.Value
	for i, x := range phi.Edges {
		from := phi.Block().Preds[i]
		if br, ok := from.Instrs[len(from.Instrs)-1].(*ssa.If); ok {
			taken := e.whenUnset(br.Cond, depth+1)
			if taken == nil || taken.Kind() != constant.Bool {
				return nil
			}
			if from.Succs[0] == phi.Block() != constant.BoolVal(taken) {
				continue
			}
		}
		one := e.whenUnset(x, depth+1)
		if one == nil || out != nil && !constant.Compare(one, token.EQL, out) {
			return nil
		}
		out = one
	}
	return out
}

func (e *Engine) unsetCall(call *ssa.Call, i, depth int) constant.Value {
	fn := ir.StaticCallee(call.Call.Value)
	if fn == nil || call.Call.IsInvoke() {
		return nil
	}
	switch ir.PkgPath(fn) + "." + fn.Name() {
	case "os.Getenv", "os.LookupEnv":
		return [...]constant.Value{constant.MakeString(""), constant.MakeBool(false)}[i]
	case "strings.ToLower", "strings.ToUpper", "strings.TrimSpace", "strings.EqualFold", "strconv.ParseBool":
		x := e.whenUnset(call.Call.Args[0], depth+1)
		if x == nil || i > 0 {
			return nil
		}
		if fn.Name() == "ParseBool" || fn.Name() == "EqualFold" {
			return constant.MakeBool(false)
		}
		return x
	}
	if body, _ := e.Resolve(fn); body != nil && body.SSA != nil {
		return e.unsetResult(body.SSA, i, depth)
	}
	return nil
}

// unsetResult is what all returns of a function give.
func (e *Engine) unsetResult(fn *ssa.Function, i, depth int) constant.Value {
	var out constant.Value
	for _, b := range fn.Blocks {
		ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		if !ok || i >= len(ret.Results) {
			continue
		}
		one := e.whenUnset(ret.Results[i], depth+1)
		if one == nil || out != nil && !constant.Compare(one, token.EQL, out) {
			return nil
		}
		out = one
	}
	return out
}
