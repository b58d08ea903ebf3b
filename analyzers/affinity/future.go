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

// A Drop is a future that nobody looks at.
type Drop struct {
	Func *Func
	Pos  token.Pos
	What string // what is dropped: "the tea.Cmd that (*View).reload returns"
	How  DropKind
	Own  bool // the callee is the program's own
	Sure bool // the callee is known, and never returns nil
	Late bool // the function returns no future itself, or goes on to use another one of the same component
	Work bool // the work runs anyway: what is lost is its result
}

// A DropKind says how a future gets lost.
type DropKind uint8

const (
	Unused    DropKind = iota // a statement, a blank, a variable that is assigned again
	AsMessage                 // a command where a message is expected
	ByHand                    // a command called, its message dropped
)

// Drops returns the futures that the functions of the package lose.
func (r *Result) Drops() []Drop {
	var out []Drop
	for _, f := range r.Funcs {
		if f.SSA == nil {
			continue
		}
		for _, b := range f.SSA.Blocks {
			for _, in := range b.Instrs {
				if d, ok := r.engine.drop(f, in); ok {
					out = append(out, d)
				}
			}
		}
	}
	return out
}

func (e *engine) drop(f *Func, in ssa.Instruction) (Drop, bool) {
	switch in := in.(type) {
	case *ssa.Call:
		return e.dropCall(f, in.Common(), in, in)
	case *ssa.Go:
		return e.dropCall(f, in.Common(), in, nil)
	case *ssa.Defer:
		return e.dropCall(f, in.Common(), in, nil)
	case *ssa.MakeInterface:
		if e.commandAsMessage(in) {
			pos := in.Pos()
			if call, ok := in.X.(*ssa.Call); ok {
				pos = e.at(call.Pos())
			}
			return Drop{Func: f, Pos: pos, What: typeName(in.X.Type()), How: AsMessage, Own: true}, pos.IsValid()
		}
	}
	return Drop{}, false
}

// dropCall judges a call; value is nil for go and defer, which have no result to keep.
func (e *engine) dropCall(f *Func, c *ssa.CallCommon, in ssa.Instruction, value *ssa.Call) (Drop, bool) {
	d := Drop{Func: f, Pos: e.at(c.Pos()), Own: true}
	if !c.IsInvoke() && c.StaticCallee() == nil && e.future(c.Value.Type()) {
		d.What, d.How = typeName(c.Value.Type()), ByHand
		sig, _ := c.Value.Type().Underlying().(*types.Signature)
		return d, value != nil && sig != nil && sig.Results().Len() == 1 && unused(value)
	}
	i := e.futureResult(c.Signature())
	if i < 0 || value != nil && (!dropped(value, i) || e.nilCall(value)) {
		return d, false
	}
	name := "the call"
	if c.IsInvoke() {
		all, isNil := e.nilAnswer(c)
		if isNil {
			return d, false
		}
		name = shortName(c.Method)
		// Whoever it is: known where one or two types are used through the interface; and a statement drops all results,
		// the new model among them, which nobody means.
		d.Own = all == 1 || all == 2 || value != nil && unused(value)
	} else if fn := c.StaticCallee(); fn != nil {
		body, ext := e.resolve(fn)
		switch {
		case body != nil:
			name = body.Name
			if e.forgettable(body) {
				return d, false
			}
			d.Sure = e.neverNil(body.SSA, i)
		case ext != nil:
			name = shortName(ext)
			d.Own = e.sameModule(ext.Pkg())
			d.Late = e.set.Owner(ext.Pkg()) == nil && (e.futureResult(f.SSA.Signature) < 0 || usesAnother(f.SSA, ext.Pkg()))
			d.Sure = e.set.Owner(ext.Pkg()) != nil
			if sum := e.deps.fn(ext.Pkg().Path(), funcKey(ext)); sum != nil {
				if sum.Forget {
					return d, false
				}
				d.Sure = d.Sure || sum.Sure
			}
		}
	}
	_, isFunc := c.Signature().Results().At(i).Type().Underlying().(*types.Signature)
	d.Work = !isFunc
	d.What = "the " + typeName(c.Signature().Results().At(i).Type()) + " that " + name + " returns"
	return d, true
}

// neverNil reports whether every return of a function gives a future that it has just made, itself or through a function
// of which the same is known.
func (e *engine) neverNil(fn *ssa.Function, i int) bool {
	if e.askedNever[fn] {
		return false
	}
	e.askedNever[fn] = true
	defer delete(e.askedNever, fn)
	for _, b := range fn.Blocks {
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && !e.madeHere(ret.Results[i]) {
			return false
		}
	}
	return len(fn.Blocks) > 0
}

func (e *engine) madeHere(v ssa.Value) bool {
	switch x := v.(type) {
	case *ssa.ChangeType:
		return e.madeHere(x.X)
	case *ssa.MakeClosure, *ssa.Function:
		return true
	case *ssa.Extract:
		return e.madeHere(x.Tuple)
	case *ssa.Call:
		fn := x.Call.StaticCallee()
		if fn == nil {
			return false
		}
		body, ext := e.resolve(fn)
		switch {
		case body != nil:
			i := e.futureResult(body.SSA.Signature)
			return i >= 0 && e.neverNil(body.SSA, i)
		case ext != nil && ext.Pkg() != nil:
			if e.set.Owner(ext.Pkg()) != nil {
				return ext.Name() != "Batch" && ext.Name() != "Sequence"
			}
			sum := e.deps.fn(ext.Pkg().Path(), funcKey(ext))
			return sum != nil && sum.Sure
		}
	}
	return false
}

// usesAnother reports whether a function also mentions a command of the package whose command it drops: instead of what
// Focus returns many return textinput.Blink, which does the same.
func usesAnother(fn *ssa.Function, pkg *types.Package) bool {
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			for _, op := range in.Operands(nil) {
				other, ok := (*op).(*ssa.Function)
				if !ok || other.Object() == nil || other.Object().Pkg() != pkg {
					continue
				}
				if call, isCall := in.(ssa.CallInstruction); isCall && call.Common().Value == ssa.Value(other) {
					continue
				}
				return true
			}
		}
	}
	return false
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

func (e *engine) forgettable(f *Func) bool {
	d := e.decls[f]
	return d != nil && e.marks.Func(d).Forget != nil
}

func unused(v ssa.Value) bool {
	refs := v.Referrers()
	return refs == nil || len(*refs) == 0
}

// dropped reports whether nobody reads the i-th result of a call.
func dropped(call *ssa.Call, i int) bool {
	if _, ok := call.Type().(*types.Tuple); !ok {
		return unused(call)
	}
	for _, ref := range *call.Referrers() {
		if x, ok := ref.(*ssa.Extract); ok && x.Index == i {
			return unused(x)
		}
		if _, ok := ref.(*ssa.Extract); !ok {
			return false // returned as a whole
		}
	}
	return true
}

// commandAsMessage reports whether a command is converted to its own message type: it compiles, since any value is a
// message, and the command never runs.
func (e *engine) commandAsMessage(in *ssa.MakeInterface) bool {
	sig, ok := in.X.Type().Underlying().(*types.Signature)
	if !ok || sig.Params().Len() != 0 || sig.Results().Len() != 1 || !types.Identical(sig.Results().At(0).Type(), in.Type()) {
		return false
	}
	if e.future(in.X.Type()) {
		return true
	}
	// A function with the shape of a command, such as tea.Quit, that was never converted to one.
	n, ok := types.Unalias(in.Type()).(*types.Named)
	return ok && n.Obj().Name() == "Msg"
}

func typeName(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string { return p.Name() })
}
