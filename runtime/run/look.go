package run

import (
	"context"
	"io"
	"runtime"

	"github.com/go-bgkit/bgkit/runtime/internal/clientctx"
	"github.com/go-bgkit/bgkit/runtime/internal/fault"
)

func (c *core) doneChan() <-chan struct{} {
	c.mu.Lock()
	done, ended := c.doneLocked(), c.ended
	c.mu.Unlock()
	if !ended && c.outside != nil {
		c.outside.attend()
	}
	return done
}

func (c *core) doneLocked() chan struct{} {
	if c.done == nil {
		c.done = make(chan struct{})
		if c.ended {
			close(c.done)
		}
	}
	return c.done
}

// stop is Cancel. Work outside the executor is asked to end and ends the future itself.
func (c *core) stop() {
	c.mu.Lock()
	abandon := c.abandon
	c.mu.Unlock()
	switch {
	case abandon != nil:
		abandon()
	case c.parent != nil:
		c.fail(canceled, ErrCanceled)
	}
}

// forget is Forget: errors are lost from now on, panics are not.
func (c *core) forget() {
	c.mu.Lock()
	_, panic := c.err.(*PanicError)
	unseen := panic && !c.looked
	c.forgotten = true
	c.lookLocked()
	c.mu.Unlock()
	if unseen {
		c.report("forgotten future", c.err)
	}
}

// look reports whether the future has ended and, if so, that its outcome has been received.
func (c *core) look() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ended {
		c.lookLocked()
		c.received = true
	}
	return c.ended
}

func (c *core) lookLocked() {
	if !c.looked {
		c.looked = true
		c.lost.Stop()
	}
}

// wait blocks until the future has ended (nil) or ctx has (its cause).
func (c *core) wait(ctx context.Context) error {
	c.mu.Lock()
	if c.ended {
		c.lookLocked()
		c.received = true
		c.mu.Unlock()
		return nil
	}
	done := c.doneLocked()
	c.waiters++
	c.mu.Unlock()

	host, certain := c.host(ctx)
	if host != nil {
		host.exec.park(host)
	}
	if c.outside != nil {
		c.outside.await(ctx)
	}
	select {
	case <-done:
	case <-ctx.Done():
	}
	if host != nil {
		host.exec.unpark(ctx, host, certain)
	}
	return c.stopWaiting(ctx)
}

// stopWaiting prefers a result that is there to the end of ctx.
func (c *core) stopWaiting(ctx context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.waiters--
	if c.ended {
		c.lookLocked()
		c.received = true
		return nil
	}
	return context.Cause(ctx)
}

// host returns the executor's task that an Await with ctx is called from. A task that waits with another context than
// its own is guessed from the context it submitted with; it may be somebody else who waits.
func (c *core) host(ctx context.Context) (task *core, certain bool) {
	if t := taskOf(ctx); t != nil {
		return t, true
	}
	if c.parent == nil {
		return nil, false
	}
	return taskOf(c.parent), false
}

// then arranges for fn to be called, or schedules it at once when the future has ended.
func (c *core) then(fn func()) {
	c.mu.Lock()
	c.lookLocked()
	c.owed++
	if !c.ended {
		c.thens = append(c.thens, fn)
		c.mu.Unlock()
		if c.outside != nil {
			c.outside.attend()
		}
		return
	}
	c.mu.Unlock()
	c.callThens([]func(){fn})
}

// callThens hands callbacks to the client's UI goroutine, or to one goroutine of their own.
func (c *core) callThens(fns []func()) {
	if len(fns) == 0 {
		return
	}
	if client := clientctx.From(c.parent); client != nil {
		for _, fn := range fns {
			client.Post(func() {
				c.gave()
				fn()
			}, c.dropped)
		}
		return
	}
	go func() {
		for _, fn := range fns {
			c.gave()
			c.callThen(fn)
		}
	}()
}

// gave says that a callback gets the value.
func (c *core) gave() {
	c.mu.Lock()
	c.owed--
	c.received = true
	c.mu.Unlock()
}

// dropped says that a callback was dropped with its client. If nobody else has the value or waits for it, it is closed, on
// a goroutine of its own: that may take long, and this may be the UI goroutine.
func (c *core) dropped() {
	c.mu.Lock()
	c.owed--
	orphan := c.owed == 0 && !c.received && c.waiters == 0 && c.err == nil && !c.closed
	c.closed = c.closed || orphan
	c.mu.Unlock()
	if !orphan {
		return
	}
	if value := c.self.closer(); value != nil {
		go c.closeValue(value)
	}
}

func (c *core) closeValue(value io.Closer) {
	const what = "closing the result whose client was deleted"
	defer func() {
		if p := recover(); p != nil {
			c.report(what, fault.Recovered(p))
		}
	}()
	if err := value.Close(); err != nil {
		c.report(what, err)
	}
}

func (c *core) callThen(fn func()) {
	defer func() {
		if p := recover(); p != nil {
			c.report("callback of future", fault.Recovered(p))
		}
	}()
	fn()
}

// reportIfLost arranges for the error to be reported if the future is garbage-collected before anyone looked at it. The
// cleanup must not hold the future: it gets the caller's context, not the function's. Only failures pay for it. Called
// with mu held.
func (c *core) reportIfLost() {
	r := lostError{ctx: c.parent, name: c.name, pc: c.pc, err: c.err}
	c.lost = runtime.AddCleanup(c, func(r lostError) { go r.report("future that nobody looked at") }, r)
}

func (c *core) report(what string, err error) {
	lostError{ctx: c.parent, name: c.name, pc: c.pc, err: err}.report(what)
}

// lostError is an error on its way to the error handler.
type lostError struct {
	ctx  context.Context
	name string
	pc   uintptr
	err  error
}

func (l lostError) report(what string) {
	t := &TaskError{What: what, Name: l.name, Err: l.err}
	if l.pc != 0 {
		var name string
		name, t.Site = fault.FuncName(l.pc)
		if t.Name == "" {
			t.Name = name
		}
	}
	fault.Report(l.ctx, nil, t)
}
