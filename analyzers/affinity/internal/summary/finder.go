package summary

import (
	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/future"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/access"
	"github.com/go-bgkit/bgkit/analyzers/affinity/lockwait"
	"github.com/go-bgkit/bgkit/analyzers/affinity/redraw"
)

// An exporter sums up one package.
type exporter struct {
	*access.Finder

	futures    *future.Finder
	locks      *lockwait.Finder
	messages   *redraw.Finder
	fillMemo   map[ssa.Instruction]bool // see fillsOnce
	ownMemo    map[*ssa.Function]bool   // see ownResult
	giversMemo map[ssa.Value]givers     // see giversOf
}

func newExporter(e *access.Finder, futures *future.Finder, locks *lockwait.Finder, messages *redraw.Finder) *exporter {
	return &exporter{Finder: e, futures: futures, locks: locks, messages: messages}
}

// Export makes the summaries of a package and hands them to its dependents.
func Export(e *access.Finder, futures *future.Finder, locks *lockwait.Finder, messages *redraw.Finder) error {
	return newExporter(e, futures, locks, messages).export()
}
