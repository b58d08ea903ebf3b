package redraw

import (
	"golang.org/x/tools/go/ssa"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
)

// A Finder looks for what draws too often in one package.
type Finder struct {
	*engine.Engine

	produced    map[*engine.Func][]*production // see messages.go
	producedAll map[*engine.Func][]*production
	triggered   map[*engine.Func]map[*ssa.BasicBlock][]string
	asked       map[string]bool
	driving     map[*engine.Func]bool // see drivesUI
}

// New returns a finder for a package of which the engine knows who calls what.
func New(e *engine.Engine) *Finder {
	return &Finder{Engine: e,
		produced:    map[*engine.Func][]*production{},
		producedAll: map[*engine.Func][]*production{},
		triggered:   map[*engine.Func]map[*ssa.BasicBlock][]string{},
		driving:     map[*engine.Func]bool{},
	}
}

// Found is what draws too often in a package.
type Found struct {
	Polls            []Poll            // timers and loops that run too often
	TickChains       []TickChain       // timers that multiply, or restart too soon
	HiddenAnimations []HiddenAnimation // components that are drawn when they are not shown
}

// Find looks for everything at once.
func (e *Finder) Find() Found {
	return Found{Polls: e.findPolls(), TickChains: e.findTickChains(), HiddenAnimations: e.findHiddenAnimations()}
}
