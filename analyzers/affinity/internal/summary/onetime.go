package summary

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// This file tells what a dependency does once in the life of the program from what each call of it does. A logger that
// asks the terminal for its colours when it is first used does so before anybody sees a window, as a rule, and never again.
// Such an effect goes up as possible, and says that it is one of these (Effect.Once).
//
// It is a must analysis of the place: a sync.Once, or a branch that is taken while a variable has its zero value and that
// fills it. It may err about the program: two values of a type with a Once do it twice. A connection that is made so is
// still one that its caller waits for, so what goes by an object keeps its confidence if it asks the network. In the
// program itself nothing changes: there the first call is in sight.

// onceOnly reports whether an edge is followed once in the life of the program, or, as far as anybody can tell, of an object.
func (e *exporter) onceOnly(ed *engine.Edge, tier toolkit.Tier) bool {
	if once, addr := onceDo(ed.Instr); once {
		return tier != toolkit.TierNetwork || global(addr)
	}
	if ed.From.OnceFunc {
		return tier != toolkit.TierNetwork || ed.From.Parent.SSA != nil && ed.From.Parent.SSA.Name() == "init"
	}
	return e.fillsOnce(ed.Instr)
}

// onceDo reports whether an instruction is a call of (*sync.Once).Do, and of which Once.
func onceDo(in ssa.Instruction) (bool, ssa.Value) {
	call, ok := in.(ssa.CallInstruction)
	if !ok || call.Common().IsInvoke() {
		return false, nil
	}
	fn := call.Common().StaticCallee()
	if fn == nil || fn.Name() != "Do" || len(call.Common().Args) != 2 {
		return false, nil
	}
	obj, ok := fn.Object().(*types.Func)
	if !ok || obj.FullName() != "(*sync.Once).Do" {
		return false, nil
	}
	return true, call.Common().Args[0]
}

// global reports whether an address is a package variable, or part of what one holds.
func global(addr ssa.Value) bool {
	for {
		switch v := addr.(type) {
		case *ssa.Global:
			return true
		case *ssa.FieldAddr:
			addr = v.X
		case *ssa.UnOp:
			if v.Op != token.MUL {
				return false
			}
			addr = v.X
		default:
			return false
		}
	}
}

// fillsOnce reports whether an instruction runs only while a package variable has its zero value, which ends there: if v ==
// nil { v = in() }.
func (e *exporter) fillsOnce(in ssa.Instruction) bool {
	if in == nil || in.Block() == nil {
		return false
	}
	if known, ok := e.fillMemo[in]; ok {
		return known
	}
	if e.fillMemo == nil {
		e.fillMemo = map[ssa.Instruction]bool{}
	}
	b := in.Block()
	for d := b.Idom(); d != nil && !e.fillMemo[in]; d = d.Idom() {
		cond, ok := d.Instrs[len(d.Instrs)-1].(*ssa.If)
		if !ok {
			continue
		}
		v, branch := zeroTest(cond.Cond)
		if v == nil {
			continue
		}
		first := d.Succs[branch]
		if len(first.Preds) == 1 && first.Dominates(b) && (fills(first, v) || e.calleeFills(in, v)) {
			e.fillMemo[in] = true
		}
	}
	return e.fillMemo[in]
}

// zeroTest returns the package variable that a condition compares with its zero value, and the branch taken if it has it.
func zeroTest(cond ssa.Value) (*ssa.Global, int) {
	load := func(v ssa.Value) *ssa.Global {
		if u, ok := v.(*ssa.UnOp); ok && u.Op == token.MUL {
			g, _ := u.X.(*ssa.Global)
			return g
		}
		return nil
	}
	switch c := cond.(type) {
	case *ssa.BinOp:
		if !engine.Zero(c.Y) {
			return nil, 0
		}
		switch c.Op {
		case token.EQL:
			return load(c.X), 0
		case token.NEQ:
			return load(c.X), 1
		}
	case *ssa.UnOp:
		if c.Op == token.NOT {
			return load(c.X), 0
		}
		return load(c), 1
	}
	return nil, 0
}

// fills reports whether a variable gets a value in a block or behind it.
func fills(first *ssa.BasicBlock, v *ssa.Global) bool {
	for _, b := range first.Parent().Blocks {
		if first.Dominates(b) && stores(b, v) {
			return true
		}
	}
	return false
}

func (e *exporter) calleeFills(in ssa.Instruction, v *ssa.Global) bool {
	call, ok := in.(ssa.CallInstruction)
	if !ok {
		return false
	}
	fn := call.Common().StaticCallee()
	if fn == nil || e.BySSA[fn] == nil {
		return false
	}
	for _, b := range fn.Blocks {
		if stores(b, v) {
			return true
		}
	}
	return false
}

func stores(b *ssa.BasicBlock, v *ssa.Global) bool {
	for _, in := range b.Instrs {
		if st, ok := in.(*ssa.Store); ok && st.Addr == ssa.Value(v) && !engine.Zero(st.Val) {
			return true
		}
	}
	return false
}
