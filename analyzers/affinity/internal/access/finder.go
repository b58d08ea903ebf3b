package access

import (
	"go/types"

	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
)

// A Finder collects what one package reads and writes.
type Finder struct {
	*engine.Engine

	ByLocation  map[*Location][]*Access
	Locations   []*Location
	wholes      []*Access // see Collector
	made        map[string]*engine.Made
	SetAtBirth  map[string]bool
	fillsMemo   map[*engine.Func][]engine.Fill // see fillsOf
	sharedTypes map[*types.TypeName]bool
}

// New returns a finder for a package of which the engine knows who calls what.
func New(e *engine.Engine) *Finder { return &Finder{Engine: e} }
