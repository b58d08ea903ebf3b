package race

import (
	"go/types"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/access"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/ir"
)

// uiMethod reports whether a presumed entry begins in a method of a type that is part of the UI. The methods of other types
// may well be called before the goroutine starts.
func (e *Finder) uiMethod(en *engine.Entry) bool {
	n, ok := types.Unalias(ir.Deref(en.Start().F.SSA.Signature.Recv().Type())).(*types.Named)
	return ok && e.PartOfUI(n)
}

// presumedRival returns the presumed entry of a function that has no better one.
func (e *Finder) presumedRival(a *access.Access) *engine.Entry {
	for _, en := range a.Func.Entries {
		if en.Ctx == engine.UI && en.Presumed && !en.Hides(a.Base) {
			return en
		}
	}
	return nil
}
