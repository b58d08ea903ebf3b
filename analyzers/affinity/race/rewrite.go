package race

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// appends reports whether an instruction stores what append has returned.
func appends(in ssa.Instruction) bool {
	st, ok := in.(*ssa.Store)
	if !ok {
		return false
	}
	call, ok := st.Val.(*ssa.Call)
	if !ok {
		return false
	}
	b, ok := call.Call.Value.(*ssa.Builtin)
	return ok && b.Name() == "append"
}

// counts reports whether an instruction stores what it has computed from the value that was there: n++, total += x.
func counts(in ssa.Instruction) bool {
	st, ok := in.(*ssa.Store)
	if !ok {
		return false
	}
	bin, ok := st.Val.(*ssa.BinOp)
	if !ok || bin.Op != token.ADD && bin.Op != token.SUB {
		return false
	}
	load, ok := bin.X.(*ssa.UnOp)
	return ok && load.Op == token.MUL && ir.SameAddress(load.X, st.Addr)
}
