package lockwait

import (
	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// endsProgram reports whether all that follows an instruction in its function comes to the end of the program. A must
// analysis; that the function around ends it is lost.
func endsProgram(at ssa.Instruction) bool {
	ends, returns := false, false
	ir.Reaches(at, nil, func(in ssa.Instruction) bool {
		switch in := in.(type) {
		case *ssa.Return:
			returns = true
		case *ssa.Call:
			fn := in.Call.StaticCallee()
			if engine.EndsProgram(&in.Call) && fn.Name() != "Goexit" {
				ends = true
				return true
			}
		}
		return returns
	})
	return ends && !returns
}
