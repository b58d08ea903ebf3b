package future

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// evident reports whether the future may be one that does something, by what is in sight.
func evident(o engine.Outcome) bool { return o&(engine.MayMade|engine.MayOther) != 0 }

const (
	mostCases       = 64
	mostEvaluations = 20000 // in a package; behind them everything may be
	deepestOutcome  = 30
)

type outcomeKey struct {
	fn     *ssa.Function
	result int
	env    string
}

// FutureCases lists the cases in which a function's future may be less than always, after what it may be always.
func (e *Finder) FutureCases(fn *ssa.Function) []engine.FutureCase {
	i := e.FutureResult(fn.Signature)
	if i < 0 || len(fn.Blocks) == 0 {
		return nil
	}
	always := e.outcomeOf(fn, i, nil, 0)
	out := []engine.FutureCase{{Param: -1, Outcome: always}}
	if always.IsNil() || always.IsMade() {
		return out
	}
	for p, param := range fn.Params {
		for _, k := range e.kindsOf(fn, p, param) {
			env := make(environment, len(fn.Params))
			env[p] = k
			o := e.outcomeOf(fn, i, env, 0)
			if o == always || len(out) > mostCases {
				continue
			}
			c := engine.FutureCase{Param: p, Outcome: o}
			switch k.kind {
			case isConstant:
				c.Value = k.text
			case isType:
				c.Type = k.text
			case isOther:
				c.Type, c.Value = "*", k.text
			}
			out = append(out, c)
		}
	}
	if len(out) == 1 && always == engine.Anything {
		return nil
	}
	return out
}

// kindsOf lists what a function tells apart for one parameter: the constants of a bool, the types that it asks an interface
// for, and "any other".
func (e *Finder) kindsOf(fn *ssa.Function, index int, p *ssa.Parameter) []known {
	switch t := p.Type().Underlying().(type) {
	case *types.Basic:
		if t.Kind() == types.Bool {
			return []known{{kind: isConstant, text: "true"}, {kind: isConstant, text: "false"}}
		}
	case *types.Interface:
		asked := e.askedTypes(fn, index)
		if len(asked) == 0 || len(asked) > mostCases {
			return nil
		}
		var out []known
		texts := make([]string, len(asked))
		for i, k := range asked {
			texts[i] = k.text
			if k.kind == isType {
				out = append(out, k)
			}
		}
		return append(out, known{kind: isOther, text: strings.Join(texts, ";")})
	}
	return nil
}

// askedTypes lists the types that a function, or one that it hands the parameter on to, asks for: interfaces by the names
// of their methods.
func (e *Finder) askedTypes(fn *ssa.Function, index int) []known {
	key := askedKey{fn, index}
	if asked, ok := e.askedMemo[key]; ok {
		return asked
	}
	e.askedMemo[key] = nil
	if index >= len(fn.Params) {
		return nil
	}
	var out []known
	have := map[string]bool{}
	add := func(k known) {
		if k.text != "" && !have[k.text] {
			have[k.text] = true
			out = append(out, k)
		}
	}
	p := fn.Params[index]
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			switch in := in.(type) {
			case *ssa.TypeAssert:
				if in.CommaOk && derived(in.X, p, 0) {
					add(askedKind(in.AssertedType))
				}
			case *ssa.Call:
				if e.FutureIn(in.Call.Signature()) < 0 {
					continue
				}
				for i, arg := range in.Call.Args {
					if derived(arg, p, 0) {
						e.askedByCallee(&in.Call, i, add)
					}
				}
			}
		}
	}
	e.askedMemo[key] = out
	return out
}

type askedKey struct {
	fn    *ssa.Function
	param int
}

func askedKind(t types.Type) known {
	if iface, ok := t.Underlying().(*types.Interface); ok {
		return known{kind: isInterface, text: methodNames(iface), t: t}
	}
	return known{kind: isType, text: t.String(), t: t}
}

// methodNames stands for an interface where its type is not at hand: a type that lacks one of the methods is none.
func methodNames(iface *types.Interface) string {
	names := make([]string, iface.NumMethods())
	for i := range names {
		names[i] = iface.Method(i).Name()
	}
	return "~" + strings.Join(names, ",")
}

func (e *Finder) askedByCallee(c *ssa.CallCommon, arg int, add func(known)) {
	fromCases := func(cases []engine.FutureCase, param int) {
		for _, fc := range cases {
			if fc.Param != param || fc.Type != "*" {
				continue
			}
			for _, text := range strings.Split(fc.Value, ";") {
				k := known{kind: isType, text: text}
				if strings.HasPrefix(text, "~") {
					k.kind = isInterface
				}
				add(k)
			}
		}
	}
	if c.IsInvoke() {
		for _, a := range e.answersTo(c) {
			if a.Body != nil {
				for _, k := range e.askedTypes(a.Body.SSA, arg+1) {
					add(k)
				}
			} else {
				fromCases(a.Cases, arg+1)
			}
		}
		return
	}
	fn := c.StaticCallee()
	if fn == nil {
		return
	}
	body, ext := e.Resolve(fn)
	switch {
	case body != nil:
		for _, k := range e.askedTypes(body.SSA, arg) {
			add(k)
		}
	case ext != nil && ext.Pkg() != nil:
		if sum := e.Deps.Fn(ext.Pkg().Path(), ir.FuncKey(ext)); sum != nil {
			fromCases(sum.Future, arg)
		}
	}
}

// derived reports whether a value is a parameter, perhaps unwrapped: if k, ok := msg.(wrapped); ok { msg = k.msg }.
func derived(v ssa.Value, p *ssa.Parameter, depth int) bool {
	if depth > 4 {
		return false
	}
	switch v := v.(type) {
	case *ssa.Parameter:
		return v == p
	case *ssa.ChangeInterface:
		return derived(v.X, p, depth+1)
	case *ssa.Phi:
		for _, x := range v.Edges {
			if derived(x, p, depth+1) {
				return true
			}
		}
	case *ssa.UnOp:
		if a, ok := v.X.(*ssa.Alloc); ok {
			for _, x := range ir.StoredIn(a) {
				if derived(x, p, depth+1) {
					return true
				}
			}
		}
	}
	return false
}
