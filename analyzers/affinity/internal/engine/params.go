package engine

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// paramBehind returns the parameter, of this function or one around it, that a value always is, or nil. A parameter that
// literals capture lies in a variable: it is that parameter as long as nobody assigns to it. A must analysis.
func (e *Engine) paramBehind(v ssa.Value) *ssa.Parameter {
	switch v := v.(type) {
	case *ssa.Parameter:
		return v
	case *ssa.ChangeType:
		return e.paramBehind(v.X)
	case *ssa.UnOp:
		if v.Op != token.MUL {
			return nil
		}
		addr := v.X
		for range 10 {
			fv, ok := addr.(*ssa.FreeVar)
			if !ok {
				break
			}
			if addr = e.Binding(fv); addr == nil {
				return nil
			}
		}
		if a, ok := addr.(*ssa.Alloc); ok {
			return e.onlyParam(a)
		}
	}
	return nil
}

// onlyParam returns the parameter that a variable holds all the time, or nil.
func (e *Engine) onlyParam(a *ssa.Alloc) *ssa.Parameter {
	if p, ok := e.paramVars.Load(a); ok {
		return p.(*ssa.Parameter)
	}
	var p *ssa.Parameter
	if vals := ir.StoredIn(a); len(vals) == 1 {
		p, _ = vals[0].(*ssa.Parameter)
	}
	if p != nil && !onlyRead(a, true, 0) {
		p = nil
	}
	e.paramVars.Store(a, p)
	return p
}

// onlyRead reports whether the users of a variable's address only load from it, the one store apart that fills it.
func onlyRead(addr ssa.Value, filled bool, depth int) bool {
	if depth > 10 {
		return false
	}
	for _, ref := range *addr.Referrers() {
		switch ref := ref.(type) {
		case *ssa.DebugRef:
		case *ssa.UnOp:
		case *ssa.Store:
			if !filled || ref.Addr != addr || ref.Val == addr {
				return false
			}
		case *ssa.MakeClosure:
			fn, ok := ref.Fn.(*ssa.Function)
			if !ok {
				return false
			}
			for i, b := range ref.Bindings {
				if b == addr && !onlyRead(fn.FreeVars[i], false, depth+1) {
					return false
				}
			}
		default:
			return false
		}
	}
	return true
}

// asksAbout reports whether a function, or a literal in it, or what it passes the parameter on to, asks in a condition or by
// a lookup what its parameter is.
func (e *Engine) asksAbout(p *ssa.Parameter) bool {
	if b, ok := p.Type().Underlying().(*types.Basic); ok && b.Kind() == types.Bool {
		return true
	}
	return e.questions(p.Parent())[p]
}

// questions are the parameters that a function and the literals in it ask about, their own and those of the functions
// around them.
func (e *Engine) questions(fn *ssa.Function) map[*ssa.Parameter]bool {
	if known, ok := e.questionMemo[fn]; ok {
		return known
	}
	out := map[*ssa.Parameter]bool{}
	e.questionMemo[fn] = out
	note := func(v ssa.Value) {
		if p := e.paramBehind(v); p != nil {
			out[p] = true
		}
	}
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			switch in := in.(type) {
			case *ssa.If:
				note(in.Cond)
			case *ssa.UnOp:
				if in.Op == token.NOT {
					note(in.X)
				}
			case *ssa.BinOp:
				switch in.Op {
				case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
					note(lengthOf(in.X))
					note(lengthOf(in.Y))
				}
			case *ssa.Lookup:
				note(in.Index)
			case ssa.CallInstruction:
				for _, p := range e.passesOn(in.Common()) {
					out[p] = true
				}
			}
		}
	}
	for _, lit := range fn.AnonFuncs {
		for p := range e.questions(lit) {
			out[p] = true
		}
	}
	return out
}

// passesOn returns the parameters that a call hands to a function that asks about them.
func (e *Engine) passesOn(c *ssa.CallCommon) []*ssa.Parameter {
	fn := ir.StaticCallee(c.Value)
	if fn == nil || c.IsInvoke() || len(fn.Params) != len(c.Args) {
		return nil
	}
	var out []*ssa.Parameter
	for i, arg := range c.Args {
		if p := e.paramBehind(arg); p != nil && e.asksAbout(fn.Params[i]) {
			out = append(out, p)
		}
	}
	return out
}

// wanted are the parameters that matter to a literal: those that it asks about, and those by which the functions that it
// calls were looked up.
func (e *Engine) wanted(f *Func) map[*ssa.Parameter]bool {
	if known, ok := e.wantedMemo[f]; ok {
		return known
	}
	out := map[*ssa.Parameter]bool{}
	e.wantedMemo[f] = out
	for p := range e.questions(f.SSA) {
		out[p] = true
	}
	for _, ed := range f.Outgoing {
		if ed.more == nil {
			continue
		}
		for _, k := range ed.more.sel {
			out[k.param] = true
		}
		out[ed.more.when.param] = true
	}
	for _, lit := range f.SSA.AnonFuncs {
		if inner := e.BySSA[lit]; inner != nil {
			for p := range e.wanted(inner) {
				out[p] = true
			}
		}
	}
	return out
}

// lengthOf returns what a value is the length of, else the value.
func lengthOf(v ssa.Value) ssa.Value {
	if of := measured(v); of != nil {
		return of
	}
	return v
}

// measured returns x for len(x), else nil.
func measured(v ssa.Value) ssa.Value {
	if call, ok := v.(*ssa.Call); ok {
		if b, ok := call.Call.Value.(*ssa.Builtin); ok && b.Name() == "len" {
			return call.Call.Args[0]
		}
	}
	return nil
}
