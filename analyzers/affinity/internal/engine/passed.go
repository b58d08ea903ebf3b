package engine

import (
	"go/types"
	"strconv"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// passedSlot is the slot of what is passed to a method through its interface, by parameter: the caller knows what it
// passes, the package that implements the interface how that is run, and neither sees the other.
func (e *Engine) passedSlot(method *Func, index int) *Func {
	m, ok := method.Slot.obj.(*types.Func)
	if !ok || method.Slot.Key == "" || index >= m.Signature().Params().Len() {
		return nil
	}
	if t := m.Signature().Params().At(index).Type(); !Carrier(t) || !holdsFunc(t) {
		return nil
	}
	key := method.Slot.Key + "#" + strconv.Itoa(index)
	if s := e.slotsByKey[key]; s != nil {
		return s
	}
	return e.newSlot(nil, "the functions passed to "+method.Name, key, new(Cell))
}

// holdsFunc reports whether values of the type are functions, or slices of them (a variadic parameter).
func holdsFunc(t types.Type) bool {
	if s, ok := t.Underlying().(*types.Slice); ok {
		t = s.Elem()
	}
	_, ok := t.Underlying().(*types.Signature)
	return ok
}

// passArgs lets the arguments of a call through an interface flow to the slots of what is passed.
func (e *Engine) passArgs(method *Func, s *Site) {
	for i, arg := range s.Args {
		if arg == nil || !Carrier(arg.Type()) {
			continue
		}
		if slot := e.passedSlot(method, i); slot != nil {
			e.link(e.CellOf(arg), slot.Slot.cell, nil)
		}
	}
}

// runPassed lets a method that implements an interface run what others pass to it through that, on another goroutine. What
// it runs at once its callers' goroutines run; they are not known here.
func (e *Engine) runPassed(method, impl *Func, param int, r *Runner) {
	if r.Mode == Inline || param == 0 {
		return
	}
	slot := e.passedSlot(method, param-1)
	if slot == nil {
		return
	}
	inv := &Invocation{
		from: impl, mode: r.Mode, Text: "passed to " + method.Name + ", which runs it " + where(ContextOf(r.Mode)), Steps: r.Steps,
		Conf: Weaker(r.Conf, finding.Likely), waits: r.Waits, helper: impl, Site: &Site{Caller: impl, Pos: impl.Pos, Name: method.Name},
	}
	e.invokeTarget(inv, Target{Kind: slotTarget, Fn: slot})
	e.runHeldElsewhere(inv, slot, false)
}

// runPassedElsewhere is runPassed for a method of another package.
func (e *Engine) runPassedElsewhere(method *Func, impl *types.Func) {
	if impl.Pkg() == nil {
		return
	}
	sum := e.Deps.Fn(impl.Pkg().Path(), ir.FuncKey(impl))
	if sum == nil {
		return
	}
	for _, p := range sum.Params {
		for _, r := range p.Runs {
			e.runPassed(method, method, p.Index, &Runner{Mode: r.Mode, Conf: r.Confidence, Steps: r.Steps})
		}
	}
}
