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

// returns evaluates what a function returns for what is known of its parameters. An edge of the flow graph counts as dead
// only when the branch before it is decided.
type returns struct {
	e       *Finder
	fn      *ssa.Function
	env     environment
	depth   int
	returns []*ssa.Return
	taken   map[takenEdge]bool // nil: all
	asking  map[ssa.Value]bool
}

// A takenEdge leads from a block to one of its successors.
type takenEdge struct{ from, to *ssa.BasicBlock }

func (e *Finder) newReturns(fn *ssa.Function, env environment, depth int) *returns {
	r := &returns{e: e, fn: fn, env: env, depth: depth, asking: map[ssa.Value]bool{}}
	for range 3 { // each round decides with the dead edges of the one before
		before := len(r.taken)
		known := r.taken != nil
		r.walk()
		if known && len(r.taken) == before {
			break
		}
	}
	return r
}

// returnsOf evaluates a function of whose parameters nothing is known.
func (e *Finder) returnsOf(fn *ssa.Function) *returns {
	r := e.unknownly[fn]
	if r == nil {
		r = e.newReturns(fn, nil, 0)
		e.unknownly[fn] = r
	}
	return r
}

func (r *returns) walk() {
	seen := map[*ssa.BasicBlock]bool{}
	taken := map[takenEdge]bool{}
	r.returns = nil
	var visit func(b *ssa.BasicBlock)
	visit = func(b *ssa.BasicBlock) {
		if seen[b] {
			return
		}
		seen[b] = true
		succs := b.Succs
		switch last := b.Instrs[len(b.Instrs)-1].(type) {
		case *ssa.Return:
			r.returns = append(r.returns, last)
		case *ssa.If:
			if yes, settled := r.decide(last.Cond); settled && yes {
				succs = succs[:1]
			} else if settled {
				succs = succs[1:]
			}
		}
		for _, s := range succs {
			taken[takenEdge{b, s}] = true
			visit(s)
		}
	}
	visit(r.fn.Blocks[0])
	r.taken = taken
}

// live reports whether control can come to a phi from its i-th predecessor.
func (r *returns) live(phi *ssa.Phi, i int) bool {
	return r.taken == nil || r.taken[takenEdge{phi.Block().Preds[i], phi.Block()}]
}

// decide evaluates a condition.
func (r *returns) decide(cond ssa.Value) (yes, settled bool) {
	if r.asking[cond] {
		return false, false
	}
	r.asking[cond] = true
	defer delete(r.asking, cond)
	switch cond := cond.(type) {
	case *ssa.Const:
		if cond.Value != nil && cond.Value.Kind() == constant.Bool {
			return constant.BoolVal(cond.Value), true
		}
	case *ssa.Parameter:
		k := r.parameter(cond)
		return k.text == "true", k.kind == isConstant && (k.text == "true" || k.text == "false")
	case *ssa.UnOp:
		if cond.Op == token.NOT {
			yes, settled = r.decide(cond.X)
			return !yes, settled
		}
	case *ssa.Phi:
		first := true
		for i, x := range cond.Edges {
			if !r.live(cond, i) {
				continue
			}
			one, ok := r.decide(x)
			if !ok || !first && one != yes {
				return false, false
			}
			yes, first = one, false
		}
		return yes, !first
	case *ssa.Extract:
		if ta, ok := cond.Tuple.(*ssa.TypeAssert); ok && cond.Index == 1 {
			return r.known(ta.X).is(ta.AssertedType)
		}
	case *ssa.BinOp:
		if cond.Op == token.EQL || cond.Op == token.NEQ {
			yes, settled = r.equal(cond.X, cond.Y)
			return yes == (cond.Op == token.EQL), settled
		}
	}
	return false, false
}

func (r *returns) equal(x, y ssa.Value) (yes, settled bool) {
	if c, ok := y.(*ssa.Const); ok && c.Value != nil {
		want, k := r.known(c), r.known(x)
		return want.text == k.text, want.kind == isConstant && k.kind == isConstant && k.text != "nil" && k.text != "set"
	}
	if !ir.NilConst(y) {
		return false, false
	}
	if r.e.Future(x.Type()) {
		o := r.of(x, map[ssa.Value]bool{})
		return o.IsNil(), o.IsNil() || o&(engine.MayNil|engine.MayOther|engine.MayUnseen) == 0
	}
	k := r.known(x)
	return k.text == "nil", k.kind == isConstant && (k.text == "nil" || k.text == "set") || k.kind == isType || k.kind == isInterface
}

// known is what is certain about a value of the function.
func (r *returns) known(v ssa.Value) known {
	if r.asking[v] {
		return known{}
	}
	r.asking[v] = true
	defer delete(r.asking, v)
	if r.e.futureList(v.Type()) {
		return known{kind: isList, text: string('0' + rune(r.all(v, map[ssa.Value]bool{})))}
	}
	switch v := v.(type) {
	case *ssa.Const:
		switch {
		case v.Value != nil && v.Value.Kind() == constant.Bool:
			return known{kind: isConstant, text: v.Value.String()}
		case v.Value != nil:
			if text := engine.ConstantSaid(v.Value); text != "" {
				return known{kind: isConstant, text: text}
			}
		case v.IsNil():
			return known{kind: isConstant, text: "nil"}
		}
	case *ssa.MakeInterface:
		return known{kind: isType, text: v.X.Type().String(), t: v.X.Type()}
	case *ssa.MakeClosure, *ssa.Function, *ssa.Alloc, *ssa.MakeMap, *ssa.MakeChan:
		return known{kind: isConstant, text: "set"}
	case *ssa.ChangeInterface:
		return r.known(v.X)
	case *ssa.Extract:
		if ta, ok := v.Tuple.(*ssa.TypeAssert); ok && v.Index == 0 {
			return r.asserted(ta)
		}
	case *ssa.TypeAssert:
		if !v.CommaOk {
			return r.asserted(v)
		}
	case *ssa.Phi:
		return r.same(v)
	case *ssa.UnOp:
		if a, ok := v.X.(*ssa.Alloc); ok && v.Op == token.MUL && !written(a) {
			if vals := ir.StoredIn(a); len(vals) == 1 {
				return r.known(vals[0])
			}
		}
	case *ssa.Parameter:
		return r.parameter(v)
	}
	return known{}
}

// asserted is what is known of a value behind a question for its type that was answered with yes.
func (r *returns) asserted(ta *ssa.TypeAssert) known {
	if !types.IsInterface(ta.AssertedType) {
		return known{}
	}
	if k := r.known(ta.X); k.kind == isType {
		return k
	}
	return askedKind(ta.AssertedType)
}

// same is what is known of a value on all ways that control can take to it.
func (r *returns) same(phi *ssa.Phi) known {
	var k known
	first := true
	for i, x := range phi.Edges {
		if !r.live(phi, i) || x == phi {
			continue
		}
		one := r.known(x)
		if !first && (one.kind != k.kind || one.text != k.text) {
			return known{}
		}
		k, first = one, false
	}
	return k
}

// written reports whether a literal may write to the variable that it captures.
func written(a *ssa.Alloc) bool {
	for _, ref := range *a.Referrers() {
		mc, ok := ref.(*ssa.MakeClosure)
		if !ok {
			continue
		}
		for i, b := range mc.Bindings {
			if b != ssa.Value(a) {
				continue
			}
			for _, use := range *mc.Fn.(*ssa.Function).FreeVars[i].Referrers() {
				if load, ok := use.(*ssa.UnOp); !ok || load.Op != token.MUL {
					return true
				}
			}
		}
	}
	return false
}

// given is what is known of an argument at a call: of the value, or by the questions that lead there.
func (r *returns) given(arg ssa.Value, at *ssa.BasicBlock) known {
	k := r.known(arg)
	if k.kind != isUnknown || !types.IsInterface(arg.Type()) {
		return k
	}
	var not []string
	for _, c := range ir.ConditionsOf(at) {
		x, ok := c.Value.(*ssa.Extract)
		if !ok || x.Index != 1 {
			continue
		}
		ta, ok := x.Tuple.(*ssa.TypeAssert)
		if !ok || ta.X != arg {
			continue
		}
		asked := askedKind(ta.AssertedType)
		if c.Taken {
			return asked
		}
		not = append(not, asked.text)
	}
	if len(not) == 0 {
		return k
	}
	slices.Sort(not)
	return known{kind: isOther, text: strings.Join(not, ";")}
}
