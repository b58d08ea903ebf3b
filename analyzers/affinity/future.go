package affinity

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// NilResult reports whether the future that a function returns is nil on every path, so that nothing is lost when it is
// dropped. It is a must analysis: a call counts as nil only when its callee is known to be.
func (e *engine) NilResult(f *Func) bool {
	return f.SSA != nil && e.nilResult(f.SSA, map[*ssa.Function]bool{})
}

func (e *engine) nilResult(fn *ssa.Function, busy map[*ssa.Function]bool) bool {
	i := e.futureResult(fn.Signature)
	if i < 0 || busy[fn] || len(fn.Blocks) == 0 {
		return false
	}
	busy[fn] = true
	defer delete(busy, fn)
	for _, b := range fn.Blocks {
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && !e.nilValue(ret.Results[i], busy, 0) {
			return false
		}
	}
	return true
}

// futureResult is the index of the result that is a future, or -1.
func (e *engine) futureResult(sig *types.Signature) int {
	for i := 0; i < sig.Results().Len(); i++ {
		if e.set.Future(sig.Results().At(i).Type()) != nil {
			return i
		}
	}
	return -1
}

func (e *engine) nilValue(v ssa.Value, busy map[*ssa.Function]bool, depth int) bool {
	if depth > 8 {
		return false
	}
	switch v := v.(type) {
	case *ssa.Const:
		return v.IsNil()
	case *ssa.Phi:
		for _, x := range v.Edges {
			if x != v && !e.nilValue(x, busy, depth+1) {
				return false
			}
		}
		return true
	case *ssa.ChangeType:
		return e.nilValue(v.X, busy, depth+1)
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok {
			return e.nilCall(call, busy)
		}
	case *ssa.Call:
		return e.nilCall(v, busy)
	}
	return false
}

// nilCall reports whether a call is known to return a nil future.
func (e *engine) nilCall(call *ssa.Call, busy map[*ssa.Function]bool) bool {
	fn := staticCallee(call.Call.Value)
	if fn == nil || call.Call.IsInvoke() {
		return false
	}
	body, ext := e.resolve(fn)
	switch {
	case body != nil:
		return e.nilResult(body.SSA, busy)
	case ext != nil && ext.Pkg() != nil:
		sum := e.deps.fn(ext.Pkg().Path(), funcKey(ext))
		return sum != nil && sum.Nil
	}
	return false
}
