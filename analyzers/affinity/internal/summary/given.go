package summary

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// A pending is what an effect that comes out of a field depends on: the function that has it, given, lies in the field only
// if it came by one of these parameters. A download counts its bytes in an object of its own, which reports to the function
// that the caller has passed: what one caller passes does not run for another, although one slot holds both.
//
// Until a caller is found that passes the function, the effect is nobody's: who calls from another package hears of the slot
// that is run, and knows what it has passed itself. It is a must analysis: where an object comes from elsewhere than a
// parameter or a literal of the function, nothing is pending.
type pending struct {
	by    map[*ssa.Parameter]bool // true: the object that has the field; false: the function
	slot  *engine.Func
	given *engine.Func
}

// exactRun finds out by what comes what the caller of an edge runs through a field; nil where it is not known. It reports
// false if that is nothing.
func (e *exporter) exactRun(slot, f *engine.Func, below *pending, ed *engine.Edge) (exact *pending, possible bool) {
	p := &pending{map[*ssa.Parameter]bool{}, slot, nil}
	switch {
	case !slot.Slot.Funcs() || f != slot && below == nil:
		return nil, true
	case f == slot && e.fieldRun(p, ed.Instr), f != slot && e.passed(p, below, ed):
		return nil, true
	}
	return p, len(p.by) > 0
}

// exactly says by which parameters a function gets what it runs through a field, or nil where that is not all.
func (e *exporter) exactly(p *pending, f *engine.Func) []engine.Passed {
	if p == nil {
		return nil
	}
	var out []engine.Passed
	for param, object := range p.by {
		if param.Parent() != f.SSA {
			return nil
		}
		out = append(out, engine.Passed{Param: slices.Index(f.SSA.Params, param), Object: object})
	}
	slices.SortFunc(out, func(a, b engine.Passed) int { return a.Param - b.Param })
	return out
}

// A pendingKey is a function that a pending lift has come to.
type pendingKey struct {
	f, given *engine.Func
	lane     lane
}

// givenTo is the function that lies in the field which a lift has come to, or on which it depends further up; else nil. Each
// of those in a field goes its own way.
func (l *lift) givenTo() *engine.Func {
	switch {
	case l.pend != nil:
		return l.pend.given
	case l.f.Slot != nil && l.f.Slot.Funcs() && l.via != nil && l.via.To.Slot == nil && len(l.f.Outgoing) <= mostGiven:
		return l.via.To
	}
	return nil
}

// mostGiven is the number of functions in a field that are told apart.
const mostGiven = 60

// upThrough sets what a lift depends on when it goes up an edge. It reports false where the edge passes something else.
func (e *exporter) upThrough(up, l *lift, ed *engine.Edge) bool {
	p := &pending{map[*ssa.Parameter]bool{}, nil, nil}
	possible := true
	switch {
	case l.f.Slot != nil && l.f.Slot.Funcs() && l.via != nil && l.via.To.Slot == nil:
		p.slot, p.given = l.f, l.via.To
		possible = e.fieldRun(p, ed.Instr)
	case l.pend != nil:
		p.slot, p.given = l.pend.slot, l.pend.given
		possible = e.passed(p, l.pend, ed)
	}
	if !possible && len(p.by) == 0 {
		return false
	}
	if !possible {
		up.pend = p
	}
	return true
}

// fieldRun finds out where the object comes from whose field a call runs. It reports true if the function may be in it.
func (e *exporter) fieldRun(p *pending, in ssa.Instruction) bool {
	call, ok := in.(ssa.CallInstruction)
	if !ok || call.Common().IsInvoke() {
		return true
	}
	load, ok := call.Common().Value.(*ssa.UnOp)
	if !ok {
		return true
	}
	fa, ok := load.X.(*ssa.FieldAddr)
	return !ok || !e.isField(p.slot, fa.X.Type(), fa.Field) || e.inObject(p, fa.X)
}

// passed finds out the same where a call passes the objects and functions on.
func (e *exporter) passed(p, below *pending, ed *engine.Edge) bool {
	for param, object := range below.by {
		through := ed.From.Slot != nil && !ed.From.Slot.Funcs()         // of the method behind an interface
		if through || param.Parent() != ed.To.SSA && ed.To.SSA != nil { // or of the function around a literal
			p.by[param] = object
			continue
		}
		arg, ok := argumentFor(ed, param)
		if !ok || object && e.inObject(p, arg) || !object && e.isGiven(p, arg) {
			return true
		}
	}
	return false
}

// inObject reports whether the function may be in the field of an object, or notes the parameters that it depends on.
func (e *exporter) inObject(p *pending, v ssa.Value) bool {
	in := e.InField(v, p.slot)
	for _, param := range in.Params {
		p.by[param] = true
	}
	for _, val := range in.Values {
		in.Anything = e.isGiven(p, val) || in.Anything
	}
	return in.Anything
}

// isGiven reports whether a value may be the function, or notes the parameters that it depends on. Where no function is asked
// for, what this package puts there itself is none of its callers'.
func (e *exporter) isGiven(p *pending, v ssa.Value) bool {
	c := e.CellOf(v)
	if c == nil {
		return false
	}
	for _, t := range c.Order {
		slot := t.Fn != nil && t.Fn.Slot != nil
		switch param := t.Parameter(); {
		case param != nil:
			p.by[param] = false
		case p.given == nil && slot, p.given != nil && (t.Fn == p.given || slot && holds(t.Fn, p.given)):
			return true
		}
	}
	return false
}

// holds reports whether a slot holds a function, itself or as what another one holds.
func holds(s, f *engine.Func) bool {
	for _, h := range s.Slot.Held {
		if h.Fn == f || h.Fn != nil && h.Fn.Slot != nil {
			return true
		}
	}
	return false
}

// argumentFor returns what a call passes for a parameter: also for the receiver of a method that the standard library calls
// back, as it does with the writer that it is given.
func argumentFor(ed *engine.Edge, param *ssa.Parameter) (ssa.Value, bool) {
	call, ok := ed.Instr.(ssa.CallInstruction)
	if !ok {
		return nil, false
	}
	args := call.Common().Args
	if ed.To.Slot != nil || call.Common().IsInvoke() {
		i := slices.Index(param.Parent().Params, param) - 1
		if ed.To.Slot == nil || !call.Common().IsInvoke() || i < 0 || i >= len(args) {
			return nil, false
		}
		return args[i], true
	}
	if ir.StaticCallee(call.Common().Value) == ed.To.SSA {
		for i, q := range ed.To.SSA.Params {
			if q == param && i < len(args) {
				return args[i], true
			}
		}
		return nil, false
	}
	if len(ed.To.SSA.Params) == 0 || ed.To.SSA.Params[0] != param {
		return nil, false
	}
	for _, arg := range args {
		if mi, ok := arg.(*ssa.MakeInterface); ok && types.Identical(mi.X.Type(), param.Type()) {
			return mi.X, true
		}
	}
	return nil, false
}
