package future

import "golang.org/x/tools/go/ssa"

// overwrittenByLoop reports whether a loop assigns the i-th result of a call to a variable and never reads it: what is read
// behind the loop is the result of the last round only. It is a must analysis: the result goes nowhere but to the head of
// the loop, where the next round begins, and no block of the loop looks at what came from there.
func overwrittenByLoop(call *ssa.Call, i int) bool {
	var result ssa.Value = call
	if call.Call.Signature().Results().Len() > 1 {
		result = nil
		for _, ref := range *call.Referrers() {
			if x, ok := ref.(*ssa.Extract); ok && x.Index == i {
				result = x
			}
		}
	}
	if result == nil || len(*result.Referrers()) != 1 {
		return false
	}
	head, ok := (*result.Referrers())[0].(*ssa.Phi)
	if !ok || !head.Block().Dominates(call.Block()) {
		return false
	}
	for j, x := range head.Edges { // every way back brings this result
		pred := head.Block().Preds[j]
		if head.Block().Dominates(pred) != (x == result) {
			return false
		}
	}
	for _, ref := range *head.Referrers() {
		if inLoop(ref.Block(), head.Block()) {
			return false
		}
	}
	return true
}

// inLoop reports whether a block lies in the loop with the given head: it leads back there without leaving what the head
// dominates.
func inLoop(b, head *ssa.BasicBlock) bool {
	if b == head {
		return true
	}
	seen := map[*ssa.BasicBlock]bool{}
	var visit func(b *ssa.BasicBlock) bool
	visit = func(b *ssa.BasicBlock) bool {
		if seen[b] || !head.Dominates(b) {
			return false
		}
		seen[b] = true
		for _, s := range b.Succs {
			if s == head || visit(s) {
				return true
			}
		}
		return false
	}
	return visit(b)
}
