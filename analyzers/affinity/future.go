package affinity

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A NilCase says when a function returns a nil future: always, or when one of its parameters is what the case says. It is
// a must analysis: every return that can be reached in that case returns nil, and a call counts as nil only when its
// callee is known to be.
type NilCase struct {
	Param int    // the receiver counts; -1: always
	Type  string // the dynamic type of the parameter; "*": any that the function does not ask for
	Value string // or its constant value: "true", "false"; for "*" the types that it asks for
}

var always = NilCase{Param: -1}

// nilCases lists the cases in which a function's future is nil.
func (e *engine) nilCases(fn *ssa.Function) []NilCase {
	if cases, ok := e.nilMemo[fn]; ok {
		return cases
	}
	e.nilMemo[fn] = nil // what a recursive call sees
	i := e.futureResult(fn.Signature)
	if i < 0 || len(fn.Blocks) == 0 {
		return nil
	}
	if e.nilUnder(fn, i, nil) {
		e.nilMemo[fn] = []NilCase{always}
		return e.nilMemo[fn]
	}
	var out []NilCase
	for p, param := range fn.Params {
		for _, c := range casesOf(p, param) {
			if e.nilUnder(fn, i, &c) {
				out = append(out, c)
			}
		}
	}
	e.nilMemo[fn] = out
	return out
}

// casesOf lists the cases that a function tells apart for one parameter: the constants of a bool, the types that it asks
// an interface for, and "any other".
func casesOf(index int, p *ssa.Parameter) []NilCase {
	switch t := p.Type().Underlying().(type) {
	case *types.Basic:
		if t.Kind() == types.Bool {
			return []NilCase{{Param: index, Value: "true"}, {Param: index, Value: "false"}}
		}
	case *types.Interface:
		out := []NilCase{}
		for _, ref := range *p.Referrers() {
			if ta, ok := ref.(*ssa.TypeAssert); ok && ta.CommaOk {
				c := NilCase{Param: index, Type: ta.AssertedType.String()}
				if !slices.Contains(out, c) {
					out = append(out, c)
				}
			}
		}
		if len(out) > 0 {
			asked := make([]string, len(out))
			for i, c := range out {
				asked[i] = c.Type
			}
			out = append(out, NilCase{Param: index, Type: "*", Value: strings.Join(asked, ";")})
		}
		return out
	}
	return nil
}

// nilUnder reports whether every return that can be reached when the case holds gives nil.
func (e *engine) nilUnder(fn *ssa.Function, result int, c *NilCase) bool {
	seen := map[*ssa.BasicBlock]bool{}
	preds := map[*ssa.BasicBlock]map[*ssa.BasicBlock]bool{} // the edges that can be taken
	ok, any := true, false
	var visit func(b *ssa.BasicBlock)
	var returns []*ssa.Return
	visit = func(b *ssa.BasicBlock) {
		if seen[b] {
			return
		}
		seen[b] = true
		succs := b.Succs
		switch last := b.Instrs[len(b.Instrs)-1].(type) {
		case *ssa.Return:
			any = true
			returns = append(returns, last)
		case *ssa.If:
			if taken, known := decide(last.Cond, fn, c); known {
				if taken {
					succs = succs[:1]
				} else {
					succs = succs[1:]
				}
			}
		}
		for _, s := range succs {
			if preds[s] == nil {
				preds[s] = map[*ssa.BasicBlock]bool{}
			}
			preds[s][b] = true
			visit(s)
		}
	}
	visit(fn.Blocks[0])
	for _, ret := range returns {
		ok = ok && e.nilValue(ret.Results[result], preds, 0)
	}
	return ok && any
}

// decide evaluates a condition under a case.
func decide(cond ssa.Value, fn *ssa.Function, c *NilCase) (taken, known bool) {
	if c == nil || c.Param >= len(fn.Params) {
		return false, false
	}
	p := fn.Params[c.Param]
	switch cond := cond.(type) {
	case *ssa.Parameter:
		if cond == p && c.Type == "" {
			return c.Value == "true", true
		}
	case *ssa.UnOp:
		if cond.Op == token.NOT {
			taken, known = decide(cond.X, fn, c)
			return !taken, known
		}
	case *ssa.Extract:
		if ta, ok := cond.Tuple.(*ssa.TypeAssert); ok && cond.Index == 1 && ta.X == ssa.Value(p) && c.Type != "" {
			return ta.AssertedType.String() == c.Type, !types.IsInterface(ta.AssertedType)
		}
	}
	return false, false
}

func (e *engine) nilValue(v ssa.Value, preds map[*ssa.BasicBlock]map[*ssa.BasicBlock]bool, depth int) bool {
	if depth > 8 {
		return false
	}
	switch v := v.(type) {
	case *ssa.Const:
		return v.IsNil()
	case *ssa.Phi:
		for i, x := range v.Edges {
			if preds[v.Block()][v.Block().Preds[i]] && x != v && !e.nilValue(x, preds, depth+1) {
				return false
			}
		}
		return true
	case *ssa.ChangeType:
		return e.nilValue(v.X, preds, depth+1)
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok {
			return e.nilCall(call)
		}
	case *ssa.Call:
		return e.nilCall(v)
	case *ssa.UnOp: // a named result or a variable that only ever holds nil
		if a, ok := v.X.(*ssa.Alloc); ok && v.Op == token.MUL {
			for _, x := range storedIn(a) {
				if !e.nilValue(x, preds, depth+1) {
					return false
				}
			}
			return !captured(a)
		}
	}
	return false
}

// nilCall reports whether a call is known to return a nil future, for the arguments it has.
func (e *engine) nilCall(call *ssa.Call) bool {
	fn := call.Call.StaticCallee()
	if fn == nil || call.Call.IsInvoke() {
		return false
	}
	var cases []NilCase
	body, ext := e.resolve(fn)
	switch {
	case body != nil:
		cases = e.nilCases(body.SSA)
	case ext != nil && ext.Pkg() != nil:
		sum := e.deps.fn(ext.Pkg().Path(), funcKey(ext))
		if sum == nil {
			return false
		}
		cases = sum.Nil
	}
	return slices.ContainsFunc(cases, func(c NilCase) bool { return c.holds(call.Call.Args) })
}

// holds reports whether the arguments of a call are those of the case.
func (c NilCase) holds(args []ssa.Value) bool {
	if c == always {
		return true
	}
	if c.Param >= len(args) {
		return false
	}
	switch arg := args[c.Param].(type) {
	case *ssa.Const:
		return c.Type == "" && c.Value != "" && arg.Value != nil && arg.Value.String() == c.Value
	case *ssa.MakeInterface:
		t := arg.X.Type().String()
		if c.Type == "*" {
			return !slices.Contains(strings.Split(c.Value, ";"), t)
		}
		return c.Type == t
	}
	return false
}

// future reports whether a value of the type, or what it points to, must not be dropped.
func (e *engine) future(t types.Type) bool {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	return e.set.Future(t) != nil
}

// futureResult is the index of the result that is a future, or -1.
func (e *engine) futureResult(sig *types.Signature) int {
	for i := 0; i < sig.Results().Len(); i++ {
		if e.future(sig.Results().At(i).Type()) {
			return i
		}
	}
	return -1
}

// answerKey names a method as it is called through a named interface, wherever the method is declared.
func answerKey(iface types.Type, method string) string {
	n, ok := types.Unalias(iface).(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return ""
	}
	return n.Obj().Pkg().Path() + " " + n.Obj().Name() + "." + method + "()"
}

// noteAnswers remembers, for the methods of an interface that return a future, when the type that is converted to it
// returns nil.
func (e *engine) noteAnswers(from, to types.Type, iface *types.Interface) {
	for i := 0; i < iface.NumMethods(); i++ {
		m := iface.Method(i)
		key := answerKey(to, m.Name())
		if key == "" || e.futureResult(m.Signature()) < 0 {
			continue
		}
		obj, _, _ := types.LookupFieldOrMethod(from, true, m.Pkg(), m.Name())
		fn, ok := obj.(*types.Func)
		if !ok {
			continue
		}
		var cases []NilCase
		body, ext := e.resolveObj(fn)
		switch {
		case body != nil:
			cases = e.nilCases(body.SSA)
		case ext != nil && ext.Pkg() != nil:
			if sum := e.deps.fn(ext.Pkg().Path(), funcKey(ext)); sum != nil {
				cases = sum.Nil
			}
		}
		e.answers[key] = append(e.answers[key], cases)
	}
}

// nilAnswer reports how many types in sight are used through the interface, and whether all answer this call with nil.
func (e *engine) nilAnswer(c *ssa.CallCommon) (types int, isNil bool) {
	key := answerKey(c.Value.Type(), c.Method.Name())
	if key == "" {
		return 0, false
	}
	all := append([][]NilCase{}, e.answers[key]...)
	for _, sum := range e.deps.slot(key) {
		all = append(all, sum.Answers...)
	}
	args := append([]ssa.Value{nil}, c.Args...)
	for _, cases := range all {
		if !slices.ContainsFunc(cases, func(c NilCase) bool { return c.holds(args) }) {
			return len(all), false
		}
	}
	return len(all), len(all) > 0
}
