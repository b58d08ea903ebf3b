package affinity

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// futures is what the engine remembers of futures.
type futures struct {
	outcomes  map[outcomeKey]outcome
	askedMemo map[askedKey][]known
	unknownly map[*ssa.Function]*returns // see returnsOf
	answers   map[string][]futureAnswer  // by answerKey
	drawn     map[*types.TypeName]drawing
}

func newFutures() futures {
	return futures{
		outcomes: map[outcomeKey]outcome{}, askedMemo: map[askedKey][]known{}, unknownly: map[*ssa.Function]*returns{},
		answers: map[string][]futureAnswer{},
	}
}

// future reports whether a value of the type, or what it points to, must not be dropped.
func (e *engine) future(t types.Type) bool {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	return e.set.Future(t) != nil
}

// futureResult is the index of the result that is a future, or -1.
func (e *engine) futureResult(sig *types.Signature) int {
	for i := 0; i < sig.Results().Len(); i++ {
		if e.future(sig.Results().At(i).Type()) {
			return i
		}
	}
	return -1
}
