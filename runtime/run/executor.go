package run

import (
	"context"
	"fmt"
	"sort"
	"strings"
	"sync"
	"sync/atomic"
)

const (
	// NoQueue has an executor refuse a function when no slot is free.
	NoQueue = -1
	// Unbounded queues without limit: memory is the bound.
	Unbounded = -2

	defaultLimit = 256
	defaultQueue = 10_000
)

// Executor runs functions on goroutines, a limited number at a time, and queues a limited number of further ones, first
// come, first served. It has no goroutine of its own: an idle executor costs its memory only and need not be shut down.
//
// The zero value is ready to use and has the default limits: 256 functions running, 10,000 queued. An Executor must not
// be copied after first use. Its methods may be called from any goroutine.
type Executor struct {
	mu        sync.Mutex
	limit     int  // 0: default
	bound     int  // 0: default
	slots     int  // taken slots
	live      list // functions that run, with their slot or having parked it
	queue     list
	returning []*returning // functions that come back from Await, ahead of the queue
	closed    bool
	idle      chan struct{} // closed when closed and nothing runs

	submitted atomic.Uint64
	counts    [outcomes]atomic.Uint64
	late      atomic.Uint64
	abandoned atomic.Int64
}

// NewExecutor returns an executor that runs at most limit functions at a time and queues at most queue further ones.
// Zero is the default of either; queue may be NoQueue or Unbounded. It panics when limit is negative or queue below
// Unbounded.
func NewExecutor(limit, queue int) *Executor {
	e := &Executor{}
	e.SetLimit(limit)
	e.SetQueue(queue)
	return e
}

var defaultExecutor Executor

// Default returns the executor of futures without the option On. It is not to be shut down before the program ends.
func Default() *Executor { return &defaultExecutor }

// SetLimit changes how many functions run at a time; 0 is the default, 256. Running functions are never stopped: after
// a reduction the executor starts none until enough have returned. It panics when n is negative.
func (e *Executor) SetLimit(n int) {
	if n < 0 {
		panic("run.Executor.SetLimit: negative limit")
	}
	e.mu.Lock()
	e.limit = n
	e.grantLocked()
	e.mu.Unlock()
}

// SetQueue changes how many functions may wait for a slot; 0 is the default, 10,000, and NoQueue and Unbounded are
// allowed. What is queued stays queued. It panics when n is below Unbounded.
func (e *Executor) SetQueue(n int) {
	if n < Unbounded {
		panic("run.Executor.SetQueue: negative bound")
	}
	e.mu.Lock()
	e.bound = n
	e.mu.Unlock()
}

// Shutdown refuses new functions from now on, ends queued futures with ErrShutdown and running ones with ErrCanceled,
// and waits until every function has returned. When ctx ends first, the error names the functions that have not. It may
// be called more than once.
func (e *Executor) Shutdown(ctx context.Context) error {
	e.mu.Lock()
	e.closed = true
	if e.idle == nil {
		e.idle = make(chan struct{})
	}
	idle := e.idle
	queued := e.queue.all()
	running := e.live.all()
	e.checkIdleLocked()
	e.mu.Unlock()
	for _, c := range queued {
		c.fail(rejected, ErrShutdown)
	}
	for _, c := range running {
		c.fail(canceled, ErrCanceled)
	}
	select {
	case <-idle:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("run: functions have not returned: %s: %w", e.liveNames(), context.Cause(ctx))
	}
}

func (e *Executor) liveNames() string {
	e.mu.Lock()
	var names []string
	for _, c := range e.live.all() {
		names = append(names, c.label())
	}
	e.mu.Unlock()
	sort.Strings(names)
	return strings.Join(names, ", ")
}
