package leak

import "github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"

// A Finder looks for the leaks of one package.
type Finder struct {
	*engine.Engine

	leaks []*Leak
}

// New returns a finder for a package of which the engine knows who calls what.
func New(e *engine.Engine) *Finder { return &Finder{Engine: e} }

// FindTimers runs ahead of the other searches: what it finds is not reported again as a goroutine that never ends.
func (e *Finder) FindTimers() { e.findTimers() }

// Find returns the work that nothing ends.
func (e *Finder) Find() []*Leak {
	e.collectLeaks()
	return e.leaks
}
