package engine

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// headless reports whether an instruction stands where there is no dispatcher: if queue == nil { f() } else { queue(f) }.
// Who leaves the dispatcher out has no event loop, a test for example, so that what is done there at once is no fault in a
// program that has one.
//
// It is a may analysis that goes by types: a dispatcher is a function that takes a function, and one that nobody in the
// package takes away again. That somebody forgets to set it in the program is lost.
func (e *Engine) headless(in ssa.Instruction) bool {
	if in == nil || in.Block() == nil {
		return false
	}
	fn := in.Parent()
	blocks, known := e.headlessMemo[fn]
	if !known {
		for _, b := range fn.Blocks {
			if s := e.withoutDispatcher(b); s != nil {
				blocks = append(blocks, s)
			}
		}
		if e.headlessMemo == nil {
			e.headlessMemo = map[*ssa.Function][]*ssa.BasicBlock{}
		}
		e.headlessMemo[fn] = blocks
	}
	for _, s := range blocks {
		if s.Dominates(in.Block()) {
			return true
		}
	}
	return false
}

// withoutDispatcher returns where control goes from a block only if a dispatcher is nil.
func (e *Engine) withoutDispatcher(b *ssa.BasicBlock) *ssa.BasicBlock {
	br, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok {
		return nil
	}
	cmp, ok := br.Cond.(*ssa.BinOp)
	if !ok || cmp.Op != token.EQL && cmp.Op != token.NEQ || !ir.NilConst(cmp.Y) || !takesFunction(cmp.X.Type()) {
		return nil
	}
	if _, field, _ := testOf(ir.Condition{Value: cmp}); field != nil && (field.Pkg() != e.Pass.Pkg || e.unset[field] || e.cleared(field)) {
		return nil // also a program with an event loop comes to it
	}
	s := b.Succs[0]
	if cmp.Op == token.NEQ {
		s = b.Succs[1]
	}
	if len(s.Preds) != 1 {
		return nil
	}
	return s
}

func takesFunction(t types.Type) bool {
	sig, ok := t.Underlying().(*types.Signature)
	if !ok {
		return false
	}
	for p := range sig.Params().Variables() {
		if _, ok := p.Type().Underlying().(*types.Signature); ok {
			return true
		}
	}
	return false
}
