package affinity

import (
	"go/types"
	"strconv"

	"github.com/go-bgkit/bgkit/analyzers/finding"
)

// passedSlot is the slot of what is passed to a method through its interface, by parameter: the caller knows what it
// passes, the package that implements the interface how that is run, and neither sees the other.
func (e *engine) passedSlot(method *Func, index int) *Func {
	m, ok := method.slot.obj.(*types.Func)
	if !ok || method.slot.key == "" || index >= m.Signature().Params().Len() {
		return nil
	}
	if t := m.Signature().Params().At(index).Type(); !carrier(t) || !holdsFunc(t) {
		return nil
	}
	key := method.slot.key + "#" + strconv.Itoa(index)
	if s := e.slotsByKey[key]; s != nil {
		return s
	}
	return e.newSlot(nil, "the functions passed to "+method.Name, key, new(cell))
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
func (e *engine) passArgs(method *Func, s *site) {
	for i, arg := range s.args {
		if arg == nil || !carrier(arg.Type()) {
			continue
		}
		if slot := e.passedSlot(method, i); slot != nil {
			e.link(e.cellOf(arg), slot.slot.cell, nil)
		}
	}
}

// runPassed lets a method that implements an interface run what others pass to it through that, on another goroutine. What
// it runs at once its callers' goroutines run; they are not known here.
func (e *engine) runPassed(method, impl *Func, param int, r *runner) {
	if r.mode == Inline || param == 0 {
		return
	}
	slot := e.passedSlot(method, param-1)
	if slot == nil {
		return
	}
	inv := &invocation{
		from: impl, mode: r.mode, text: "passed to " + method.Name + ", which runs it " + where(contextOf(r.mode)), steps: r.steps,
		conf: weaker(r.conf, finding.Likely), waits: r.waits, helper: impl, site: &site{caller: impl, pos: impl.Pos, name: method.Name},
	}
	e.invokeTarget(inv, target{kind: slotTarget, fn: slot})
	e.runHeldElsewhere(inv, slot, false)
}

// runPassedElsewhere is runPassed for a method of another package.
func (e *engine) runPassedElsewhere(method *Func, impl *types.Func) {
	if impl.Pkg() == nil {
		return
	}
	sum := e.deps.fn(impl.Pkg().Path(), funcKey(impl))
	if sum == nil {
		return
	}
	for _, p := range sum.Params {
		for _, r := range p.Runs {
			e.runPassed(method, method, p.Index, &runner{mode: r.Mode, conf: r.Confidence, steps: r.Steps})
		}
	}
}
