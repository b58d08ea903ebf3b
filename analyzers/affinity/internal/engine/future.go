package engine

import (
	"go/types"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// futures is what the engine remembers of futures.
type futures struct {
	Answers map[string][]FutureAnswer // by AnswerKey
}

func newFutures() futures {
	return futures{
		Answers: map[string][]FutureAnswer{},
	}
}

// Future reports whether a value of the type, or what it points to, must not be dropped.
func (e *Engine) Future(t types.Type) bool {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	return e.Set.Future(t) != nil
}

// FutureResult is the index of the result that is a future, or -1.
func (e *Engine) FutureResult(sig *types.Signature) int {
	for i := 0; i < sig.Results().Len(); i++ {
		if e.Future(sig.Results().At(i).Type()) {
			return i
		}
	}
	return -1
}

// A FutureAnswer is a method that returns a future, as it is called through an interface: of this package, or with its cases.
type FutureAnswer struct {
	Body  *Func
	Cases []FutureCase
}

// AnswerKey names a method as it is called through a named interface, wherever the method is declared.
func AnswerKey(iface types.Type, method string) string {
	n, ok := types.Unalias(iface).(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return ""
	}
	return n.Obj().Pkg().Path() + " " + n.Obj().Name() + "." + method + "()"
}

// noteAnswers remembers the methods that return a future of a type that is converted to an interface.
func (e *Engine) noteAnswers(from, to types.Type, iface *types.Interface) {
	for i := 0; i < iface.NumMethods(); i++ {
		m := iface.Method(i)
		key := AnswerKey(to, m.Name())
		if key == "" || e.FutureResult(m.Signature()) < 0 {
			continue
		}
		obj, _, _ := types.LookupFieldOrMethod(from, true, m.Pkg(), m.Name())
		if fn, ok := obj.(*types.Func); ok {
			if a, ok := e.AnswerOf(fn); ok {
				e.Answers[key] = append(e.Answers[key], a)
			}
		}
	}
}

// AnswerOf returns the cases of a method that returns a future.
func (e *Engine) AnswerOf(fn *types.Func) (FutureAnswer, bool) {
	body, ext := e.ResolveObj(fn)
	if body != nil {
		return FutureAnswer{Body: body}, body.SSA != nil
	}
	if ext == nil || ext.Pkg() == nil {
		return FutureAnswer{}, false
	}
	if types.IsInterface(fn.Signature().Recv().Type()) { // promoted from an embedded interface
		return FutureAnswer{Cases: []FutureCase{{Param: -1, Outcome: MayNil | MayUnseen}}}, true
	}
	a := FutureAnswer{}
	if sum := e.Deps.Fn(ext.Pkg().Path(), ir.FuncKey(ext)); sum != nil {
		a.Cases = sum.Future
	}
	return a, true
}

// FutureIn is the index of the result that is a future or a list of futures, or -1.
func (e *Engine) FutureIn(sig *types.Signature) int {
	for i := 0; i < sig.Results().Len(); i++ {
		t := sig.Results().At(i).Type()
		if s, ok := t.Underlying().(*types.Slice); ok {
			t = s.Elem()
		}
		if e.Future(t) {
			return i
		}
	}
	return -1
}
