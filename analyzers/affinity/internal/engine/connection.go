package engine

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
	"github.com/go-bgkit/bgkit/analyzers/toolkit"
)

// oneMessage reports whether a call writes once to a connection, and nobody in the same function waits for an answer. The
// kernel takes some ten kilobytes at once; only who writes on and on, or asks, waits for the other side.
//
// It is a may argument: one write can be large, and the answer may be read by the caller. A read of a connection is an
// operation of its own there, so what is lost is what reads through the standard library's wrappers in another function.
func oneMessage(fn *types.Func, s *Site) bool {
	switch fn.FullName() {
	case "(net.Conn).Write", "(*net.conn).Write", "(*crypto/tls.Conn).Write":
		return s.Instr != nil && !repeats(s.Instr) && !answered(s.Instr)
	}
	return false
}

// answered reports whether something is read after an instruction, in the same function.
func answered(in ssa.Instruction) bool {
	found := false
	ir.Reaches(in, nil, func(next ssa.Instruction) bool {
		if call, ok := next.(*ssa.Call); ok && reads(call.Common()) {
			found = true
		}
		return found
	})
	return found
}

// reads reports whether a call of the standard library takes bytes from somewhere.
func reads(c *ssa.CallCommon) bool {
	var fn *types.Func
	if c.IsInvoke() {
		fn = c.Method
	} else if callee := ir.StaticCallee(c.Value); callee != nil {
		fn, _ = callee.Object().(*types.Func)
	}
	if fn == nil || fn.Pkg() == nil || !toolkit.IsStd(fn.Pkg().Path()) {
		return false
	}
	for _, prefix := range []string{"Read", "Scan", "Decode", "Copy", "Peek"} {
		if strings.HasPrefix(fn.Name(), prefix) {
			return true
		}
	}
	return false
}
