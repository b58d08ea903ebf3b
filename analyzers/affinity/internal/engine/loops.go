package engine

import (
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// Pos is where a loop begins, as far as its instructions have a place.
func (l *Loop) Pos() token.Pos {
	best := token.NoPos
	for b := range l.Blocks {
		for _, in := range b.Instrs {
			if _, isPhi := in.(*ssa.Phi); isPhi {
				continue // stands where its variable is declared
			}
			if p := in.Pos(); p.IsValid() && (!best.IsValid() || p < best) {
				best = p
			}
		}
	}
	if !best.IsValid() {
		best = l.F.Pos
	}
	return best
}

// A Loop is the blocks from which control comes back to the head.
type Loop struct {
	F       *Func
	Head    *ssa.BasicBlock
	Latches []*ssa.BasicBlock // that jump back
	Blocks  map[*ssa.BasicBlock]bool
}

// LoopsOf returns the loops of a body, outer ones first.
func LoopsOf(f *Func) []*Loop {
	byHead := map[*ssa.BasicBlock]*Loop{}
	var out []*Loop
	for _, b := range f.SSA.Blocks {
		for _, head := range b.Succs {
			if !head.Dominates(b) {
				continue
			}
			l := byHead[head]
			if l == nil {
				l = &Loop{F: f, Head: head, Blocks: map[*ssa.BasicBlock]bool{head: true}}
				byHead[head] = l
				out = append(out, l)
			}
			l.Latches = append(l.Latches, b)
			l.add(b)
		}
	}
	return out
}

func (l *Loop) add(b *ssa.BasicBlock) {
	if l.Blocks[b] {
		return
	}
	l.Blocks[b] = true
	for _, p := range b.Preds {
		l.add(p)
	}
}
