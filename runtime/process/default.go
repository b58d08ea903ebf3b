package process

import (
	"context"
	"sync"
)

var (
	defaultMu   sync.Mutex
	defaultPool *Pool
)

// Default is the pool that Submit uses without On. It is made with the zero
// Config when first asked for.
func Default() *Pool {
	defaultMu.Lock()
	defer defaultMu.Unlock()
	if defaultPool == nil {
		defaultPool = New(Config{})
	}
	return defaultPool
}

// SetDefault makes p the default pool and gives the one before, nil if there
// was none: shut it down if it has been used. A nil p has Default make a new
// one when next asked.
func SetDefault(p *Pool) (before *Pool) {
	defaultMu.Lock()
	defer defaultMu.Unlock()
	before, defaultPool = defaultPool, p
	return before
}

// Shutdown shuts the default pool down, if there is one.
func Shutdown(ctx context.Context) error {
	defaultMu.Lock()
	p := defaultPool
	defaultMu.Unlock()
	if p == nil {
		return nil
	}
	return p.Shutdown(ctx)
}
