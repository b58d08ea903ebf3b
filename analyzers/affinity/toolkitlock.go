package affinity

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// toolkitLock is the key in a lockset of the lock that some toolkits hold while they run a handler. A goroutine that takes
// it may do what handlers do.
type toolkitLock struct{}

// toolkitLocks reports whether the package uses a toolkit that has such a lock.
func (e *engine) toolkitLocks() bool {
	if e.hasLocks == nil {
		has := false
		for _, imp := range e.pass.Pkg.Imports() {
			if p := e.set.Owner(imp); p != nil && p.Locks {
				has = true
			}
		}
		e.hasLocks = &has
	}
	return *e.hasLocks
}

// toolkitLockStep applies a call that may take the toolkit's lock or give it back.
func (e *engine) toolkitLockStep(c *ssa.CallCommon, held lockset) lockset {
	if !e.toolkitLocks() {
		return held
	}
	fn := c.Method
	if fn == nil {
		if callee := c.StaticCallee(); callee != nil {
			fn, _ = callee.Object().(*types.Func)
		}
	}
	switch e.set.Call(fn).Locks {
	case 1:
		return held.with(toolkitLock{})
	case -1:
		return held.without(toolkitLock{})
	}
	return held
}
