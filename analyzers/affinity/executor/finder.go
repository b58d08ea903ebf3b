package executor

import "github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"

// A finder looks at what one package hands to executors.
type finder struct {
	*engine.Engine
}

func newFinder(e *engine.Engine) *finder { return &finder{Engine: e} }

// Found is what a package hands to executors that they should not have.
type Found struct {
	Faults    []TaskFault // what cannot cross to a worker process, and tasks that no worker knows
	Hogs      []Hog       // functions without end on bounded executors
	Misplaced []Misplaced // work for another executor
}

// Find looks for everything at once.
func Find(e *engine.Engine) Found {
	f := newFinder(e)
	return Found{Faults: f.findTaskFaults(), Hogs: f.findHogs(), Misplaced: f.findMisplaced()}
}
