package picture

import (
	"github.com/go-bgkit/bgkit/analyzers/affinity/future"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/access"
	"github.com/go-bgkit/bgkit/analyzers/affinity/lockwait"
	"github.com/go-bgkit/bgkit/analyzers/graph"
)

// A finder goes through one package.
type finder struct {
	*access.Finder

	futures *future.Finder
	locks   *lockwait.Finder
}

func newFinder(e *access.Finder, futures *future.Finder, locks *lockwait.Finder) *finder {
	return &finder{Finder: e, futures: futures, locks: locks}
}

// Draw returns the graph of a package.
func Draw(e *access.Finder, futures *future.Finder, locks *lockwait.Finder) *graph.Package {
	return newFinder(e, futures, locks).graph()
}
