package engine

import (
	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// LiveFor returns the blocks of a function that a call with these arguments can come to, by what the constants among them
// say; nil where they say nothing. It is a must: the blocks left out run for no such call.
func (e *Engine) LiveFor(f *Func, args []ssa.Value) map[*ssa.BasicBlock]bool {
	a := e.saying(f.SSA.Params, ir.AlignArgs(args, len(f.SSA.Params)), e.saidByItself)
	if a == Nothing {
		return nil
	}
	return e.liveBlocks(f, a)
}
