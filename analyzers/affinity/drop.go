package affinity

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// A Drop is a future that nobody looks at.
type Drop struct {
	Func *Func
	Pos  token.Pos
	What string // what is dropped: "the tea.Cmd that (*View).reload returns"
	How  DropKind
	Own  bool // the callee is the program's own
	Sure bool // the callee is known, and never returns nil
	Weak bool // nothing in sight shows that it may be anything but nil, or that it would change anything
	Late bool // the function returns no future itself, or goes on to use another one of the same component
	Work bool // the work runs anyway: what is lost is its result
	Dead bool // it is kept in a variable that is assigned again before anybody looks, perhaps by the next round of a loop
	Skip bool // it is dropped by name, "_", beside a result that is kept
	Main bool // the function that drops it has no future to return, and the callee returns nil only before it comes to its end
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
			if r.engine.unreached[b] {
				continue
			}
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
			return Drop{Func: f, Pos: pos, What: typeName(in.X.Type()), How: AsMessage, Own: true, Sure: true}, pos.IsValid() && !e.returnsOf(f.SSA).of(in.X, map[ssa.Value]bool{}).isNil()
		}
	}
	return Drop{}, false
}

// dropCall judges a call; value is nil for go and defer, which have no result to keep.
func (e *engine) dropCall(f *Func, c *ssa.CallCommon, in ssa.Instruction, value *ssa.Call) (Drop, bool) {
	d := Drop{Func: f, Pos: e.at(c.Pos()), Own: true}
	if !c.IsInvoke() && c.StaticCallee() == nil && e.future(c.Value.Type()) {
		d.What, d.How, d.Own = typeName(c.Value.Type()), ByHand, false
		sig, _ := c.Value.Type().Underlying().(*types.Signature)
		return d, value != nil && sig != nil && sig.Results().Len() == 1 && unused(value)
	}
	i := e.futureResult(c.Signature())
	if i < 0 {
		return d, false
	}
	looped := value != nil && overwrittenByLoop(value, i)
	if value != nil && !looped && !dropped(value, i) {
		return d, false
	}
	var o outcome
	if value != nil {
		o = e.returnsOf(f.SSA).call(value, i)
	} else {
		o = e.returnsOf(f.SSA).callee(c, i, in.Block())
	}
	if o.isNil() {
		return d, false
	}
	d.Sure, d.Weak = o.isMade(), !o.evident()
	name := "the call"
	if c.IsInvoke() {
		name = shortName(c.Method)
		// Whoever it is: known where one or two types are used through the interface; and a statement drops all results,
		// the new model among them, which nobody means.
		all := len(e.answersTo(c))
		d.Own = all == 1 || all == 2 || value != nil && unused(value)
		d.Sure = false
	} else if fn := c.StaticCallee(); fn != nil {
		body, ext := e.resolve(fn)
		switch {
		case body != nil:
			name = body.Name
			if e.forgettable(body) {
				return d, false
			}
			d.Weak = d.Weak || value != nil && e.notAsked(value, body.SSA, i)
			d.Main = e.futureIn(f.SSA.Signature) < 0 && e.madeAtEnd(body.SSA, i)
		case ext != nil:
			name = shortName(ext)
			d.Own = e.sameModule(ext.Pkg())
			d.Weak = d.Weak || e.drawnOtherwise(ext)
			d.Late = e.set.Owner(ext.Pkg()) == nil && (e.futureResult(f.SSA.Signature) < 0 || usesAnother(f.SSA, ext.Pkg()))
			d.Sure = d.Sure || e.set.Owner(ext.Pkg()) != nil
			if sum := e.deps.fn(ext.Pkg().Path(), funcKey(ext)); sum != nil && sum.Forget {
				return d, false
			}
		}
	}
	if value != nil && spreads(c) {
		d.Own, d.Sure = false, false // the commands themselves are still in the slice
	}
	d.Dead = looped || value != nil && e.namedResult(c.Pos(), i)
	d.Skip = value != nil && !d.Dead && !unused(value)
	_, isFunc := c.Signature().Results().At(i).Type().Underlying().(*types.Signature)
	d.Work = !isFunc
	d.What = "the " + typeName(c.Signature().Results().At(i).Type()) + " that " + name + " returns"
	return d, true
}

// madeAtEnd reports whether the last return of a function in the source, to which it comes when nothing is wrong, gives a
// future that has just been made.
func (e *engine) madeAtEnd(fn *ssa.Function, i int) bool {
	r := e.returnsOf(fn)
	var last *ssa.Return
	for _, ret := range r.returns {
		if last == nil || ret.Pos() > last.Pos() {
			last = ret
		}
	}
	return last != nil && r.of(last.Results[i], map[ssa.Value]bool{}).isMade()
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

// spreads reports whether the last argument of a call is a slice that exists without it: tea.Batch(cmds...).
func spreads(c *ssa.CallCommon) bool {
	if !c.Signature().Variadic() || len(c.Args) == 0 {
		return false
	}
	switch last := c.Args[len(c.Args)-1].(type) {
	case *ssa.Slice:
		_, literal := last.X.(*ssa.Alloc)
		return !literal
	case *ssa.Const:
		return false
	}
	return true
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
