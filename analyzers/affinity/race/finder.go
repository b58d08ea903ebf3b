package race

import (
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/access"
	"github.com/go-bgkit/bgkit/analyzers/affinity/internal/engine"
)

// A Finder looks for the races of one package.
type Finder struct {
	*access.Finder

	lockOnMemo map[lockOnKey]engine.Lockset
	initMemo   map[*access.Location]bool
	races      map[*access.Location][]Race
	signsGiven map[any][]engine.Place
	objectMemo map[objectKey]objects
	holders    map[any]bool // see exclusive
}

// New returns a finder for a package whose engine is done.
func New(e *access.Finder) *Finder { return &Finder{Finder: e} }

// Find finds the races, for Races. It comes before all other questions.
func (e *Finder) Find() {
	e.markHandlers()
	e.CollectAccesses()
	e.findRaces()
}
