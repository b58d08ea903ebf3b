package lifetime

import "github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"

// A finder looks at the contexts of one package.
type finder struct {
	*engine.Engine
}

func newFinder(e *engine.Engine) *finder { return &finder{Engine: e} }

// Find returns the contexts of a package that do not fit what is done with them.
func Find(e *engine.Engine) []Lifetime { return newFinder(e).findLifetimes() }
