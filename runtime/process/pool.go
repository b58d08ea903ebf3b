package process

import (
	"context"
)

// Pool is an Executor that runs tasks in worker processes on this machine. New
// makes pools; the zero value is useless. A Pool is safe for concurrent use.
type Pool struct {
	cfg Config
}

// New makes a pool. No process is started before the first call, unless
// Config.WarmSpares asks for it.
func New(cfg Config) *Pool { return &Pool{cfg: cfg.withDefaults()} }

// Start implements Executor.
func (p *Pool) Start(ctx context.Context, m *Message, done func(Outcome)) (cancel func(), err error) {
	return nil, ErrShutdown
}

// Stats reads the counters. It costs one uncontended lock.
func (p *Pool) Stats() Stats { return Stats{} }

// Shutdown refuses new calls, takes queued ones out with ErrShutdown, and
// waits for running ones. When ctx ends, what still runs is killed. It returns
// when no worker is left: nil, or the context's error with the names of the
// tasks that were killed.
func (p *Pool) Shutdown(ctx context.Context) error { return nil }
