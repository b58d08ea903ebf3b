package engine

import (
	"go/token"
	"sync"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// This file knows the package's singletons: variables that are made where they are asked for first, "if window == nil { window
// = ...; fill it }". What is registered or started while the one is being made, or later, finds it made: for such a handler or
// goroutine the block is dead.
//
// It is a must analysis: nobody outside of the package sees the variable, each write stands behind the question and sets
// something, and control comes to where the context begins only with the variable set. Lost is, where a function is reached
// from two handlers and the first found begins late enough, what the other does in the block.
type singletons struct {
	mu    sync.Mutex // the rules ask at the same time
	block map[*ssa.BasicBlock][]*ssa.Global
	maker map[setKey]bool // functions that set a variable themselves
	set   map[setKey]map[*ssa.BasicBlock]bool
	begun map[begunKey]bool
}

const mostAbove = 100 // callers that are looked at

type setKey struct {
	fn *ssa.Function
	g  *ssa.Global
}

type begunKey struct {
	via *Edge
	g   *ssa.Global
}

// findSingletons finds the blocks that are for the first time only.
func (e *Engine) findSingletons() {
	e.onces = singletons{
		block: map[*ssa.BasicBlock][]*ssa.Global{}, maker: map[setKey]bool{},
		set: map[setKey]map[*ssa.BasicBlock]bool{}, begun: map[begunKey]bool{},
	}
	bad := map[*ssa.Global]bool{}
	loads := map[*ssa.Global][]*ssa.UnOp{}
	written := map[*ssa.Global]bool{}
	var ops [8]*ssa.Value
	for _, in := range e.Instructions() {
		for _, op := range in.Operands(ops[:0]) {
			g, ok := (*op).(*ssa.Global)
			if !ok || g.Pkg != e.pkg {
				continue
			}
			switch in := in.(type) {
			case *ssa.UnOp:
				loads[g] = append(loads[g], in)
			case *ssa.Store:
				written[g] = true
				e.onces.maker[setKey{in.Parent(), g}] = true
				if in.Addr != ssa.Value(g) || ir.NilConst(in.Val) || bad[g] || !ir.BehindNil(in) {
					bad[g] = true
				}
			default:
				bad[g] = true
			}
		}
	}
	for g, ls := range loads {
		if bad[g] || !written[g] || g.Object() == nil || g.Object().Exported() {
			continue
		}
		for _, load := range ls {
			for _, br := range nilBranches(load) {
				if missing := br.missing; len(missing.Preds) == 1 {
					e.onces.mark(missing, g)
				}
			}
		}
	}
}

func (s *singletons) mark(b *ssa.BasicBlock, g *ssa.Global) {
	s.block[b] = append(s.block[b], g)
	for _, d := range b.Dominees() {
		s.mark(d, g)
	}
}

// A nilBranch is a question whether something is nil.
type nilBranch struct {
	at             *ssa.BasicBlock
	missing, there *ssa.BasicBlock
}

func nilBranches(v ssa.Value) []nilBranch {
	var out []nilBranch
	for _, ref := range *v.Referrers() {
		eq, ok := ref.(*ssa.BinOp)
		if !ok || eq.Op != token.EQL && eq.Op != token.NEQ || !ir.NilConst(eq.Y) {
			continue
		}
		for _, use := range *eq.Referrers() {
			br, ok := use.(*ssa.If)
			if !ok {
				continue
			}
			b := br.Block()
			n := nilBranch{b, b.Succs[0], b.Succs[1]}
			if eq.Op == token.NEQ {
				n.missing, n.there = n.there, n.missing
			}
			out = append(out, n)
		}
	}
	return out
}

// madeBefore reports whether an instruction is for the first time only, and a context begins later than that.
func (e *Engine) madeBefore(en *Entry, in ssa.Instruction) bool {
	if in == nil || in.Block() == nil || len(e.onces.block[in.Block()]) == 0 {
		return false
	}
	via := en.Start().Via
	if via == nil || via.Instr == nil {
		return false
	}
	e.onces.mu.Lock()
	defer e.onces.mu.Unlock()
	for _, g := range e.onces.block[in.Block()] {
		key := begunKey{via, g}
		late, known := e.onces.begun[key]
		if !known {
			late = e.comesAfter(via.From, via.Instr, g, map[*Func]bool{})
			e.onces.begun[key] = late
		}
		if late {
			return true
		}
	}
	return false
}

// comesAfter reports whether control comes to an instruction of a function only when a variable is set.
func (e *Engine) comesAfter(f *Func, in ssa.Instruction, g *ssa.Global, seen map[*Func]bool) bool {
	if f.SSA == nil {
		return false
	}
	if in != nil && in.Parent() == f.SSA && e.setAt(in, g) {
		return true
	}
	if seen[f] {
		return true // by way of a caller that is looked at
	}
	seen[f] = true
	if len(seen) > mostAbove {
		return false
	}
	if f.Parent != nil { // a literal runs when it has been made
		mc := e.Closures[f.SSA]
		if mc == nil {
			return e.comesAfter(f.Parent, nil, g, seen)
		}
		return e.comesAfter(f.Parent, mc, g, seen)
	}
	if len(f.Incoming) == 0 || f.Taken || e.CalledByStrangers(f) || len(e.RootsAt[f]) > 0 {
		return false
	}
	for _, ed := range f.Incoming {
		if !e.comesAfter(ed.From, ed.Instr, g, seen) {
			return false
		}
	}
	return true
}

// setAt reports whether a variable is surely set when control comes to an instruction.
func (e *Engine) setAt(in ssa.Instruction, g *ssa.Global) bool {
	set := e.setIn(in.Parent(), g)[in.Block()]
	for _, x := range in.Block().Instrs {
		if x == in {
			break
		}
		set = set || e.sets(x, g)
	}
	return set
}

// setIn tells at the beginning of which blocks a variable is surely set.
func (e *Engine) setIn(fn *ssa.Function, g *ssa.Global) map[*ssa.BasicBlock]bool {
	key := setKey{fn, g}
	if known, ok := e.onces.set[key]; ok {
		return known
	}
	e.onces.set[key] = map[*ssa.BasicBlock]bool{} // what a recursive call sees
	there := map[[2]*ssa.BasicBlock]bool{}
	for _, b := range fn.Blocks {
		for _, x := range b.Instrs {
			if load, ok := x.(*ssa.UnOp); ok && load.X == ssa.Value(g) {
				for _, br := range nilBranches(load) {
					if br.missing != br.there {
						there[[2]*ssa.BasicBlock{br.at, br.there}] = true
					}
				}
			}
		}
	}
	in, after := map[*ssa.BasicBlock]bool{}, map[*ssa.BasicBlock]bool{}
	for i, b := range fn.Blocks {
		in[b] = i > 0 && b != fn.Recover
		for _, x := range b.Instrs {
			after[b] = after[b] || e.sets(x, g)
		}
	}
	for changed := true; changed; {
		changed = false
		for _, b := range fn.Blocks {
			if !in[b] {
				continue
			}
			for _, p := range b.Preds {
				if !in[p] && !after[p] && !there[[2]*ssa.BasicBlock{p, b}] {
					in[b], changed = false, true
				}
			}
		}
	}
	e.onces.set[key] = in
	return in
}

// sets reports whether an instruction leaves a variable set: a store, or the call of a function that never returns without.
func (e *Engine) sets(in ssa.Instruction, g *ssa.Global) bool {
	switch in := in.(type) {
	case *ssa.Store:
		return in.Addr == ssa.Value(g)
	case *ssa.Call:
		fn := in.Call.StaticCallee()
		if fn == nil || !e.onces.maker[setKey{fn, g}] {
			return false
		}
		set, any := e.setIn(fn, g), false
		for _, b := range fn.Blocks {
			if _, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); !ok || b == fn.Recover {
				continue
			}
			any = true
			if !set[b] && !containsSet(b, g) {
				return false
			}
		}
		return any
	}
	return false
}

func containsSet(b *ssa.BasicBlock, g *ssa.Global) bool {
	for _, in := range b.Instrs {
		if st, ok := in.(*ssa.Store); ok && st.Addr == ssa.Value(g) {
			return true
		}
	}
	return false
}
