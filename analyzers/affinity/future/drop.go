package future

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// A Drop is a future that nobody looks at.
type Drop struct {
	Func *engine.Func
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
func (e *Finder) Drops() []Drop {
	var out []Drop
	for _, f := range e.Nodes() {
		if f.SSA == nil {
			continue
		}
		for _, b := range f.SSA.Blocks {
			if e.Unreached[b] {
				continue
			}
			for _, in := range b.Instrs {
				if d, ok := e.drop(f, in); ok {
					out = append(out, d)
				}
			}
		}
	}
	return out
}

func (e *Finder) drop(f *engine.Func, in ssa.Instruction) (Drop, bool) {
	switch in := in.(type) {
	case *ssa.Call:
		return e.DropCall(f, in.Common(), in, in)
	case *ssa.Go:
		return e.DropCall(f, in.Common(), in, nil)
	case *ssa.Defer:
		return e.DropCall(f, in.Common(), in, nil)
	case *ssa.MakeInterface:
		if e.commandAsMessage(in) {
			pos := in.Pos()
			if call, ok := in.X.(*ssa.Call); ok {
				pos = e.At(call.Pos())
			}
			return Drop{Func: f, Pos: pos, What: TypeName(in.X.Type()), How: AsMessage, Own: true, Sure: true}, pos.IsValid() && !e.returnsOf(f.SSA).of(in.X, map[ssa.Value]bool{}).IsNil()
		}
	}
	return Drop{}, false
}

// DropCall judges a call; value is nil for go and defer, which have no result to keep.
func (e *Finder) DropCall(f *engine.Func, c *ssa.CallCommon, in ssa.Instruction, value *ssa.Call) (Drop, bool) {
	d := Drop{Func: f, Pos: e.At(c.Pos()), Own: true}
	if !c.IsInvoke() && c.StaticCallee() == nil && e.Future(c.Value.Type()) {
		d.What, d.How, d.Own = TypeName(c.Value.Type()), ByHand, false
		sig, _ := c.Value.Type().Underlying().(*types.Signature)
		return d, value != nil && sig != nil && sig.Results().Len() == 1 && ir.Unused(value)
	}
	i := e.FutureResult(c.Signature())
	if i < 0 {
		return d, false
	}
	looped := value != nil && overwrittenByLoop(value, i)
	if value != nil && !looped && !Dropped(value, i) {
		return d, false
	}
	var o engine.Outcome
	if value != nil {
		o = e.returnsOf(f.SSA).call(value, i)
	} else {
		o = e.returnsOf(f.SSA).callee(c, i, in.Block())
	}
	if o.IsNil() {
		return d, false
	}
	d.Sure, d.Weak = o.IsMade(), !evident(o)
	name := "the call"
	if c.IsInvoke() {
		name = ir.ShortName(c.Method)
		// Whoever it is: known where one or two types are used through the interface; and a statement drops all results,
		// the new model among them, which nobody means.
		all := len(e.answersTo(c))
		d.Own = all == 1 || all == 2 || value != nil && ir.Unused(value)
		d.Sure = false
	} else if fn := c.StaticCallee(); fn != nil {
		body, ext := e.Resolve(fn)
		switch {
		case body != nil:
			name = body.Name
			if e.Forgettable(body) {
				return d, false
			}
			d.Weak = d.Weak || value != nil && e.notAsked(value, body.SSA, i)
			d.Main = e.FutureIn(f.SSA.Signature) < 0 && e.madeAtEnd(body.SSA, i)
		case ext != nil:
			name = ir.ShortName(ext)
			d.Own = e.SameModule(ext.Pkg())
			d.Weak = d.Weak || e.drawnOtherwise(ext)
			d.Late = e.Set.Owner(ext.Pkg()) == nil && (e.FutureResult(f.SSA.Signature) < 0 || usesAnother(f.SSA, ext.Pkg()))
			d.Sure = d.Sure || e.Set.Owner(ext.Pkg()) != nil
			if sum := e.Deps.Fn(ext.Pkg().Path(), ir.FuncKey(ext)); sum != nil && sum.Forget {
				return d, false
			}
		}
	}
	if value != nil {
		d.Weak = d.Weak || undone(value, i) || e.beforeStart(value, e.neededBy(c))
	}
	if value != nil && spreads(c) {
		d.Own, d.Sure = false, false // the commands themselves are still in the slice
	}
	d.Dead = looped || value != nil && e.namedResult(c.Pos(), i)
	d.Skip = value != nil && !d.Dead && !ir.Unused(value)
	_, isFunc := c.Signature().Results().At(i).Type().Underlying().(*types.Signature)
	d.Work = !isFunc
	d.What = "the " + TypeName(c.Signature().Results().At(i).Type()) + " that " + name + " returns"
	return d, true
}

// madeAtEnd reports whether the last return of a function in the source, to which it comes when nothing is wrong, gives a
// future that has just been made.
func (e *Finder) madeAtEnd(fn *ssa.Function, i int) bool {
	r := e.returnsOf(fn)
	var last *ssa.Return
	for _, ret := range r.returns {
		if last == nil || ret.Pos() > last.Pos() {
			last = ret
		}
	}
	return last != nil && r.of(last.Results[i], map[ssa.Value]bool{}).IsMade()
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

// Forgettable reports whether a function's results may be dropped, by its directive.
func (e *Finder) Forgettable(f *engine.Func) bool {
	d := e.Decls[f]
	return d != nil && e.Marks.Func(d).Forget != nil
}

// Dropped reports whether nobody reads the i-th result of a call.
func Dropped(call *ssa.Call, i int) bool {
	if _, ok := call.Type().(*types.Tuple); !ok {
		return ir.Unused(call)
	}
	for _, ref := range *call.Referrers() {
		if x, ok := ref.(*ssa.Extract); ok && x.Index == i {
			return ir.Unused(x)
		}
		if _, ok := ref.(*ssa.Extract); !ok {
			return false // returned as a whole
		}
	}
	return true
}

// commandAsMessage reports whether a command is converted to its own message type: it compiles, since any value is a
// message, and the command never runs.
func (e *Finder) commandAsMessage(in *ssa.MakeInterface) bool {
	sig, ok := in.X.Type().Underlying().(*types.Signature)
	if !ok || sig.Params().Len() != 0 || sig.Results().Len() != 1 || !types.Identical(sig.Results().At(0).Type(), in.Type()) {
		return false
	}
	if e.Future(in.X.Type()) {
		return true
	}
	// A function with the shape of a command, such as tea.Quit, that was never converted to one.
	n, ok := types.Unalias(in.Type()).(*types.Named)
	return ok && n.Obj().Name() == "Msg"
}

// TypeName writes a type as messages do, with the packages' names.
func TypeName(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string { return p.Name() })
}

// namedResult reports whether the i-th result of a call is assigned to a variable that has a name.
func (e *Finder) namedResult(lparen token.Pos, i int) bool {
	if e.assigned == nil {
		e.assigned = map[token.Pos][]ast.Expr{}
		for _, f := range e.Pass.Files {
			ast.Inspect(f, func(n ast.Node) bool {
				if as, ok := n.(*ast.AssignStmt); ok && len(as.Rhs) == 1 {
					if call, ok := ast.Unparen(as.Rhs[0]).(*ast.CallExpr); ok {
						e.assigned[call.Lparen] = as.Lhs
					}
				}
				return true
			})
		}
	}
	lhs := e.assigned[lparen]
	if i >= len(lhs) {
		return false
	}
	id, ok := lhs[i].(*ast.Ident)
	return ok && id.Name != "_"
}
