package lockwait

import "github.com/go-bgkit/bgkit/analyzers/affinity/internal/access"

// A Finder looks for the lock waits of one package.
type Finder struct {
	*access.Finder

	lockWaits []*Wait
	lockUses  *LockTable // see lockTable
}

// New returns a finder for the package of an engine that knows who calls what.
func New(e *access.Finder) *Finder { return &Finder{Finder: e} }

// Find returns the locks that a package holds where the UI goroutine can be left standing.
func (e *Finder) Find() []*Wait {
	e.collectLockWaits()
	return e.lockWaits
}
