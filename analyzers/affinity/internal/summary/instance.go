package summary

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// A slot is one place for all instances of its type, and what meets there belongs to many programs: a cache of a library
// runs the loader that its owner gave it, not those that other users of the library gave to theirs. This file tells whose
// instance a package runs.
//
// givers says who can have filled an object: the parameters of the functions through which it comes, or anybody. An object
// that a function makes, or takes out of a pool, and that only ever met constants and what the package itself has, is its
// own: what others have stored in the fields of their instances is not in it, nor what is stored in its fields later, when
// a constructor has returned it. It is a must analysis: what it does not know
// (results of other packages, elements, channels, package variables) anybody may have filled.
type givers struct {
	anybody bool
	params  map[*ssa.Parameter]bool
}

func (g *givers) none() bool { return !g.anybody && len(g.params) == 0 }

// funcs reports whether nothing but functions is given, and no object that may hold what others have put into it.
func (g *givers) funcs() bool {
	for p := range g.params {
		switch p.Type().Underlying().(type) {
		case *types.Signature, *types.Chan:
		default:
			return false
		}
	}
	return !g.anybody
}

func (g *givers) add(o givers) {
	g.anybody = g.anybody || o.anybody
	for p := range o.params {
		g.param(p)
	}
}

func (g *givers) param(p *ssa.Parameter) {
	if g.params == nil {
		g.params = map[*ssa.Parameter]bool{}
	}
	g.params[p] = true
}

// A tracer finds givers, each value once.
type tracer struct {
	e    *exporter
	seen map[ssa.Value]bool
	out  givers
}

func (e *exporter) giversOf(v ssa.Value) givers {
	if known, ok := e.giversMemo[v]; ok {
		return known
	}
	if e.giversMemo == nil {
		e.giversMemo = map[ssa.Value]givers{}
	}
	e.giversMemo[v] = givers{anybody: true} // what a recursive call sees
	t := &tracer{e: e, seen: map[ssa.Value]bool{}}
	t.value(v)
	e.giversMemo[v] = t.out
	return t.out
}

func (t *tracer) value(v ssa.Value) {
	const most = 120
	if v == nil || t.out.anybody || t.seen[v] {
		return
	}
	t.seen[v] = true
	if len(t.seen) > most {
		t.out.anybody = true
		return
	}
	switch v := v.(type) {
	case *ssa.Const, *ssa.Function, *ssa.MakeMap, *ssa.MakeSlice, *ssa.MakeChan, *ssa.Builtin:
	case *ssa.Parameter:
		t.out.param(v)
	case *ssa.FreeVar:
		if b := t.e.Binding(v); b != nil {
			t.value(b)
			return
		}
		t.out.anybody = true
	case *ssa.MakeClosure:
		for _, b := range v.Bindings {
			t.value(b)
		}
	case *ssa.FieldAddr:
		t.value(v.X)
	case *ssa.Field:
		t.value(v.X)
	case *ssa.IndexAddr:
		t.value(v.X)
	case *ssa.Slice:
		t.value(v.X)
	case *ssa.UnOp:
		if v.Op == token.ARROW {
			t.out.anybody = true
			return
		}
		t.value(v.X)
	case *ssa.MakeInterface:
		t.value(v.X)
		t.met(v)
	case *ssa.ChangeInterface:
		t.value(v.X)
	case *ssa.ChangeType:
		t.value(v.X)
	case *ssa.TypeAssert:
		t.value(v.X)
		t.met(v)
	case *ssa.Phi:
		for _, x := range v.Edges {
			t.value(x)
		}
	case *ssa.Alloc:
		t.met(v)
	case *ssa.Extract:
		t.value(v.Tuple)
		t.met(v)
	case *ssa.Call:
		t.call(v)
		t.met(v)
	default:
		if engine.Carrier(v.Type()) || !isBasic(v.Type()) {
			t.out.anybody = true
		}
	}
}

func isBasic(t types.Type) bool {
	_, ok := t.Underlying().(*types.Basic)
	return ok
}

// met adds what an object meets after it was made: what is stored in it, and what is passed to a function together with it.
func (t *tracer) met(v ssa.Value) {
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Store:
			if ref.Addr == v {
				t.content(ref.Val)
			}
		case *ssa.FieldAddr:
			t.met(ref)
		case *ssa.IndexAddr:
			t.met(ref)
		case ssa.CallInstruction:
			c := ref.Common()
			if c.Value != v && !c.IsInvoke() {
				t.content(c.Value)
			}
			for _, arg := range c.Args {
				t.content(arg)
			}
		}
	}
}

// content adds a value that can hold functions.
func (t *tracer) content(v ssa.Value) {
	if !isBasic(v.Type()) {
		t.value(v)
	}
}

// call adds those who fill what a call returns.
func (t *tracer) call(call *ssa.Call) {
	c := call.Common()
	if c.IsInvoke() {
		t.out.anybody = true
		return
	}
	fn := ir.StaticCallee(c.Value)
	if fn == nil {
		t.out.anybody = true
		return
	}
	body, ext := t.e.Resolve(fn)
	switch {
	case body != nil:
		for _, arg := range c.Args {
			t.content(arg)
		}
		if !t.e.ownResult(body.SSA) {
			t.out.anybody = true
		}
	case ext != nil && ext.FullName() == "(*sync.Pool).Get":
	case ext != nil && ext.Pkg() != nil:
		sum := t.e.Deps.Fn(ext.Pkg().Path(), ir.FuncKey(ext))
		if sum == nil || !sum.Fresh && !sum.Own {
			t.out.anybody = true
			return
		}
		for _, arg := range c.Args {
			t.content(arg)
		}
	default:
		t.out.anybody = true
	}
}

// ownResult reports whether what a function returns is filled by nobody but the function and its callers' arguments.
func (e *exporter) ownResult(fn *ssa.Function) bool {
	if known, ok := e.ownMemo[fn]; ok {
		return known
	}
	if e.ownMemo == nil {
		e.ownMemo = map[*ssa.Function]bool{}
	}
	e.ownMemo[fn] = false
	for _, b := range fn.Blocks {
		ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		if !ok {
			continue
		}
		for _, v := range ret.Results {
			if isBasic(v.Type()) {
				continue
			}
			g := e.giversOf(v)
			for p := range g.params {
				g.anybody = g.anybody || p.Parent() != fn
			}
			if g.anybody {
				return false
			}
		}
	}
	e.ownMemo[fn] = len(fn.Blocks) > 0
	return e.ownMemo[fn]
}

// givesRun says who can have filled the object whose slot a call runs.
func (e *exporter) givesRun(s *engine.Func, in ssa.Instruction) givers {
	call, ok := in.(ssa.CallInstruction)
	if !ok {
		return givers{anybody: true}
	}
	c := call.Common()
	if c.IsInvoke() {
		if e.Slots[c.Method.Origin()] == s {
			return e.giversOf(c.Value)
		}
		return givers{anybody: true}
	}
	switch v := c.Value.(type) {
	case *ssa.UnOp:
		if fa, ok := v.X.(*ssa.FieldAddr); ok && e.isField(s, fa.X.Type(), fa.Field) {
			return e.giversOf(fa.X)
		}
	case *ssa.Field:
		if e.isField(s, v.X.Type(), v.Field) {
			return e.giversOf(v.X)
		}
	}
	return givers{anybody: true}
}

func (e *exporter) isField(s *engine.Func, t types.Type, index int) bool {
	_, st := ir.StructOf(t)
	return index < st.NumFields() && e.Slots[st.Field(index).Origin()] == s
}

// throughCall says who has filled the object as a caller sees it, when the callee of an edge knows it from g.
func (e *exporter) throughCall(ed *engine.Edge, g givers) givers {
	if g.anybody || ed.To.SSA == nil {
		return givers{anybody: true}
	}
	var out givers
	for p := range g.params {
		if p.Parent() != ed.To.SSA { // of the function around a literal
			out.param(p)
			continue
		}
		arg, ok := argumentFor(ed, p)
		if !ok {
			return givers{anybody: true}
		}
		out.add(e.giversOf(arg))
	}
	return out
}
