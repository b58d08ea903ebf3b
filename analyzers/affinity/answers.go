package affinity

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// A futureAnswer is a method that returns a future, as it is called through an interface: of this package, or with its cases.
type futureAnswer struct {
	body  *Func
	cases []FutureCase
}

// answerKey names a method as it is called through a named interface, wherever the method is declared.
func answerKey(iface types.Type, method string) string {
	n, ok := types.Unalias(iface).(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return ""
	}
	return n.Obj().Pkg().Path() + " " + n.Obj().Name() + "." + method + "()"
}

// noteAnswers remembers the methods that return a future of a type that is converted to an interface.
func (e *engine) noteAnswers(from, to types.Type, iface *types.Interface) {
	for i := 0; i < iface.NumMethods(); i++ {
		m := iface.Method(i)
		key := answerKey(to, m.Name())
		if key == "" || e.futureResult(m.Signature()) < 0 {
			continue
		}
		obj, _, _ := types.LookupFieldOrMethod(from, true, m.Pkg(), m.Name())
		if fn, ok := obj.(*types.Func); ok {
			if a, ok := e.answerOf(fn); ok {
				e.answers[key] = append(e.answers[key], a)
			}
		}
	}
}

func (e *engine) answerOf(fn *types.Func) (futureAnswer, bool) {
	body, ext := e.resolveObj(fn)
	if body != nil {
		return futureAnswer{body: body}, body.SSA != nil
	}
	if ext == nil || ext.Pkg() == nil {
		return futureAnswer{}, false
	}
	if types.IsInterface(fn.Signature().Recv().Type()) { // promoted from an embedded interface
		return futureAnswer{cases: []FutureCase{{Param: -1, Outcome: mayNil | mayUnseen}}}, true
	}
	a := futureAnswer{}
	if sum := e.deps.fn(ext.Pkg().Path(), funcKey(ext)); sum != nil {
		a.cases = sum.Future
	}
	return a, true
}

// answersTo lists the methods in sight that a call through an interface may come to.
func (e *engine) answersTo(c *ssa.CallCommon) []futureAnswer {
	key := answerKey(c.Value.Type(), c.Method.Name())
	if key == "" {
		return nil
	}
	out := append([]futureAnswer{}, e.answers[key]...)
	for _, sum := range e.deps.slot(key) {
		for _, cases := range sum.Answers {
			out = append(out, futureAnswer{cases: cases})
		}
	}
	return out
}
