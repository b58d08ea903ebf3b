package future

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// of is what a future may be. seen breaks the circles of loops.
func (r *returns) of(v ssa.Value, seen map[ssa.Value]bool) engine.Outcome {
	if seen[v] {
		return 0
	}
	seen[v] = true
	if r.e.futureList(v.Type()) {
		return r.all(v, seen)
	}
	switch v := v.(type) {
	case *ssa.Const:
		if v.IsNil() {
			return engine.MayNil
		}
	case *ssa.Function:
		if obj := v.Object(); obj != nil && obj.Pkg() != nil && r.e.Set.Owner(obj.Pkg()) == nil && !r.e.SameModule(obj.Pkg()) {
			return engine.MayOther // a component's, such as textinput.Blink
		}
		return engine.MayMade
	case *ssa.MakeClosure, *ssa.Alloc:
		return engine.MayMade
	case *ssa.ChangeType:
		return r.of(v.X, seen)
	case *ssa.Phi:
		var o engine.Outcome
		for i, x := range v.Edges {
			if r.live(v, i) {
				o |= r.of(x, seen)
			}
		}
		return o
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok {
			return r.call(call, v.Index)
		}
	case *ssa.Call:
		return r.call(v, 0)
	case *ssa.UnOp: // a named result, or a variable
		if a, ok := v.X.(*ssa.Alloc); ok && v.Op == token.MUL && !written(a) {
			o := engine.Outcome(0)
			for _, x := range ir.StoredIn(a) {
				o |= r.of(x, seen)
			}
			return o | engine.MayNil
		}
	case *ssa.Parameter:
		if k := r.parameter(v); k.kind == isConstant && k.text == "nil" {
			return engine.MayNil
		} else if k.kind == isConstant && k.text == "set" {
			return engine.MayMade
		}
	}
	return engine.Anything
}

// call is what a result of a call may be, for the arguments it has.
func (r *returns) call(call *ssa.Call, i int) engine.Outcome {
	return r.callee(&call.Call, i, call.Block())
}

func (r *returns) callee(c *ssa.CallCommon, i int, at *ssa.BasicBlock) engine.Outcome {
	if c.IsInvoke() {
		return r.invoke(c, i, at)
	}
	fn := c.StaticCallee()
	if fn == nil {
		return engine.Anything
	}
	body, ext := r.e.Resolve(fn)
	switch {
	case body != nil && body.SSA != nil && i < body.SSA.Signature.Results().Len():
		return r.e.outcomeOf(body.SSA, i, r.environment(c.Args, len(body.SSA.Params), at), r.depth+1)
	case ext != nil && ext.Pkg() != nil && i == r.e.FutureResult(c.Signature()):
		return r.foreign(ext, c, at)
	}
	return engine.Anything
}

// foreign is what a function of another package may return.
func (r *returns) foreign(ext *types.Func, c *ssa.CallCommon, at *ssa.BasicBlock) engine.Outcome {
	if r.e.Set.Owner(ext.Pkg()) != nil {
		if batches(ext) && c.Signature().Variadic() && len(c.Args) > 0 {
			return r.batch(c.Args[len(c.Args)-1])
		}
		return engine.MayMade
	}
	sum := r.e.Deps.Fn(ext.Pkg().Path(), ir.FuncKey(ext))
	if sum == nil {
		return engine.Anything
	}
	if len(sum.Idle) > 0 && r.e.asleep(c, ext, sum.Idle) {
		return engine.MayNil
	}
	return among(sum.Future, r.environment(c.Args, len(c.Args), at))
}

// batch is what a toolkit makes of a list. In a loop it may go round: all = tea.Batch(all, one).
func (r *returns) batch(list ssa.Value) engine.Outcome {
	if r.asking[list] {
		return 0
	}
	r.asking[list] = true
	defer delete(r.asking, list)
	return r.all(list, map[ssa.Value]bool{})
}

// batches reports whether a function of a toolkit makes one command of several, and nil of none.
func batches(fn *types.Func) bool {
	switch fn.Name() {
	case "Batch", "Sequence", "Sequentially":
		return fn.Signature().Recv() == nil
	}
	return false
}

// invoke is what a method called through an interface may return: that of the type that the interface is known to hold, or
// those of all types in sight that are used through it.
func (r *returns) invoke(c *ssa.CallCommon, i int, at *ssa.BasicBlock) engine.Outcome {
	answers := r.e.answersTo(c)
	if k := r.known(c.Value); k.kind == isType && k.t != nil {
		if obj, _, _ := types.LookupFieldOrMethod(k.t, true, c.Method.Pkg(), c.Method.Name()); obj != nil {
			if m, ok := obj.(*types.Func); ok {
				if a, ok := r.e.AnswerOf(m); ok {
					answers = []engine.FutureAnswer{a}
				}
			}
		}
	}
	if engine.AnswerKey(c.Value.Type(), c.Method.Name()) == "" { // a type parameter, or an interface without a name
		return engine.Anything
	}
	if len(answers) == 0 {
		return engine.MayNil | engine.MayUnseen
	}
	var o engine.Outcome
	for _, a := range answers {
		switch {
		case a.Body != nil:
			env := r.environment(c.Args, len(a.Body.SSA.Params), at)
			if r.e.circular(a.Body.SSA, i, env) {
				o |= engine.MayNil | engine.MayUnseen // what is inside the innermost is not in sight
			}
			o |= r.e.outcomeOf(a.Body.SSA, i, env, r.depth+1)
		case i == r.e.FutureResult(c.Signature()):
			o |= among(a.Cases, r.environment(c.Args, len(c.Args)+1, at))
		default:
			o |= engine.Anything
		}
	}
	return o
}

func (r *returns) environment(args []ssa.Value, params int, at *ssa.BasicBlock) environment {
	args = ir.AlignArgs(args, params)
	env := make(environment, len(args))
	any := false
	for i, arg := range args {
		if arg != nil && tellsApart(arg.Type()) {
			env[i] = r.given(arg, at)
			any = any || env[i].kind != isUnknown
		}
	}
	if !any {
		return nil
	}
	return env
}

// tellsApart reports whether functions ask what a parameter of the type holds. Of strings and pointers they ask too, but
// these are too many.
func tellsApart(t types.Type) bool {
	switch t := t.Underlying().(type) {
	case *types.Basic:
		return t.Info()&(types.IsBoolean|types.IsInteger) != 0
	case *types.Interface, *types.Signature, *types.Slice:
		return true
	}
	return false
}

func (e *Finder) futureList(t types.Type) bool {
	s, ok := t.Underlying().(*types.Slice)
	return ok && e.Future(s.Elem())
}

// all is what the futures of a list come to when they are batched: nil if all are.
func (r *returns) all(v ssa.Value, seen map[ssa.Value]bool) engine.Outcome {
	switch v := v.(type) {
	case *ssa.Const:
		return engine.MayNil
	case *ssa.Parameter:
		if k := r.parameter(v); k.kind == isList {
			return engine.Outcome(k.text[0] - '0')
		}
		return engine.Anything
	}
	if kept(v) {
		return engine.Anything
	}
	switch v := v.(type) {
	case *ssa.Phi:
		var o engine.Outcome
		for i, x := range v.Edges {
			if r.live(v, i) {
				o |= r.of(x, seen)
			}
		}
		return o | r.elements(v, seen)
	case *ssa.Slice:
		if a, ok := v.X.(*ssa.Alloc); ok {
			o := r.elements(a, seen)
			if o == 0 {
				return engine.MayNil
			}
			return o
		}
		return r.of(v.X, seen) | engine.MayNil | r.elements(v, seen)
	case *ssa.MakeSlice:
		return engine.MayNil | r.elements(v, seen)
	case *ssa.Call:
		if b, ok := v.Call.Value.(*ssa.Builtin); ok && b.Name() == "append" && len(v.Call.Args) == 2 {
			more := r.of(v.Call.Args[1], seen)
			if more.IsMade() {
				return engine.MayMade
			}
			return r.of(v.Call.Args[0], seen) | more | r.elements(v, seen)
		}
		return r.call(v, 0)
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok {
			return r.call(call, v.Index)
		}
	}
	return engine.Anything
}

// elements is what is stored in the elements of an array or a slice.
func (r *returns) elements(v ssa.Value, seen map[ssa.Value]bool) engine.Outcome {
	var o engine.Outcome
	for _, ref := range *v.Referrers() {
		ia, ok := ref.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		for _, use := range *ia.Referrers() {
			if st, ok := use.(*ssa.Store); ok && st.Addr == ssa.Value(ia) {
				one := r.of(st.Val, seen)
				if one.IsMade() {
					return engine.MayMade
				}
				o |= one
			}
		}
	}
	return o
}

// kept reports whether a list is also kept elsewhere, where somebody may write to its elements.
func kept(v ssa.Value) bool {
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Store:
			if ref.Val == v {
				return true
			}
		case *ssa.MakeInterface, *ssa.MakeClosure, *ssa.Send, *ssa.MapUpdate:
			return true
		}
	}
	return false
}

func (r *returns) parameter(v *ssa.Parameter) known {
	for i, p := range r.fn.Params {
		if p == v && i < len(r.env) {
			return r.env[i]
		}
	}
	return known{}
}

// answersTo lists the methods in sight that a call through an interface may come to.
func (e *Finder) answersTo(c *ssa.CallCommon) []engine.FutureAnswer {
	key := engine.AnswerKey(c.Value.Type(), c.Method.Name())
	if key == "" {
		return nil
	}
	out := append([]engine.FutureAnswer{}, e.Answers[key]...)
	for _, sum := range e.Deps.Slot(key) {
		for _, cases := range sum.Answers {
			out = append(out, engine.FutureAnswer{Cases: cases})
		}
	}
	return out
}
