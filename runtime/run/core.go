package run

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"
	"time"

	"github.com/go-bgkit/bgkit/runtime/internal/fault"
)

// core is the part of a future that does not depend on its type.
//
// Two locks are involved: mu guards the outcome, Executor.mu the place in the queue. Executor.mu is the inner one: a
// future that ends while queued leaves the queue before anyone sees it ended.
type core struct {
	// Set before the future is shared, then only read.
	self                     job
	exec                     *Executor       // nil for futures that no executor runs
	parent                   context.Context // as given by the caller
	name                     string          // empty: the function's
	pc                       uintptr         // entry of the function
	queueTimeout, runTimeout time.Duration
	outside                  awaiter // how one waits for work outside the executor, or nil

	mu        sync.Mutex
	ended     bool
	started   bool // begin was called, and the function has not returned
	looked    bool // somebody has received the outcome or will
	forgotten bool
	waiters   int
	err       error
	done      chan struct{} // made when first asked for
	thens     []func()
	owed      int             // callbacks that have neither been called nor dropped
	received  bool            // somebody has been given the value
	closed    bool            // because nobody was
	unwatch   func() bool     // stops watching the context
	timer     *time.Timer     // queue timeout
	lost      runtime.Cleanup // reports the failure when nobody looks
	abandon   func()          // asks work outside the executor to end (CPUBound)

	ctx taskContext // what the function gets

	place // guarded by Executor.mu
}

// awaiter is work outside the executor. Whoever waits for it may do what ends it himself, which is quicker than to be woken;
// attend has somebody else do it.
type awaiter interface {
	await(context.Context)
	attend()
}

// job is a future of any type, as its executor sees it.
type job interface {
	execute()
	clear() // called with mu held
	closer() io.Closer
}

// init sets what every future has.
func (c *core) init(self job, ctx context.Context) {
	c.self, c.parent, c.ctx.task = self, ctx, c
}

// begin says that the function starts now and returns its context. It reports false when the future has ended already.
func (c *core) begin() (context.Context, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stopWatching()
	if c.ended {
		return nil, false
	}
	c.started = true
	if c.runTimeout > 0 {
		ctx := c.ctx.realLocked()
		c.unwatch = context.AfterFunc(ctx, func() {
			if errors.As(context.Cause(ctx), new(*TimeoutError)) {
				c.contextEnded(ctx)
			}
		})
	}
	return &c.ctx, true
}

// release says that the function has returned. Its executor ends its context next. Called with mu held.
func (c *core) release() {
	c.stopWatching()
	if c.started && c.ended && c.exec != nil {
		c.exec.abandoned.Add(-1)
	}
	c.started = false
}

func (c *core) stopWatching() {
	if c.unwatch != nil {
		c.unwatch()
		c.unwatch = nil
	}
	if c.timer != nil {
		c.timer.Stop()
		c.timer = nil
	}
}

// fail ends the future from outside its function, unless it has ended.
func (c *core) fail(o outcome, err error) { c.failIn(Running, o, err) }

// failIn is fail up to a phase: in Queued, a function that has started is left alone.
func (c *core) failIn(phase Phase, o outcome, err error) {
	c.mu.Lock()
	if c.ended || c.started && phase == Queued {
		c.mu.Unlock()
		return
	}
	switch {
	case !c.started:
		c.stopWatching()
		c.self.clear()
		if c.exec != nil {
			c.exec.remove(c)
		}
	case c.exec != nil:
		c.exec.abandoned.Add(1)
	}
	c.endLocked(o, err)
	c.ctx.end(err)
}

// contextEnded ends the future because ctx, the caller's or the function's, has ended.
func (c *core) contextEnded(ctx context.Context) {
	c.fail(contextOutcome(ctx), contextError(ctx))
}

// endLocked publishes the outcome and unlocks mu. The counters change first, so that whoever sees the future ended
// sees them too.
func (c *core) endLocked(o outcome, err error) {
	c.ended, c.err = true, err
	if c.exec != nil {
		c.exec.counts[o].Add(1)
	}
	if c.done != nil {
		close(c.done)
	}
	if err != nil && o != canceled && !c.looked && c.waiters == 0 {
		c.reportIfLost()
	}
	thens, forgotten := c.thens, c.forgotten
	c.thens = nil
	c.mu.Unlock()
	if forgotten && o == panicked {
		c.report("forgotten future", err)
	}
	c.callThens(thens)
}

// returned classifies what the function returned. An error that only says that the function's context ended is
// replaced by the reason. Called with mu held, before release.
func (c *core) returned(err error) (outcome, error) {
	if err == nil {
		return done, nil
	}
	if _, panic := err.(*PanicError); panic {
		return panicked, err
	}
	if c.abandon != nil && errors.Is(err, ErrCanceled) {
		return canceled, err
	}
	ctx := c.ctx.present()
	if ctx.Err() == nil || !errors.Is(err, ctx.Err()) {
		return failed, err
	}
	reason := contextError(ctx)
	if err != ctx.Err() {
		reason = fmt.Errorf("%w: %w", reason, err)
	}
	return contextOutcome(ctx), reason
}

// late counts the result of a function whose future had ended; a panic among them is still reported.
func (c *core) late(err error) {
	if c.exec != nil {
		c.exec.late.Add(1)
	}
	if _, panic := err.(*PanicError); panic {
		c.report("function whose future had ended", err)
	}
}

// label is the name for people.
func (c *core) label() string {
	if c.name != "" || c.pc == 0 {
		return c.name
	}
	name, _ := fault.FuncName(c.pc)
	return name
}
