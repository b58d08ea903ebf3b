package run

import (
	"context"
	"time"

	"github.com/go-bgkit/bgkit/runtime/internal/fault"
)

// IOBound runs fn on a goroutine of the executor (Default, or the one of the option On) and returns its future. It
// never blocks its caller, so an event handler may call it. It fits what waits (files, network, databases) and, Go
// having no interpreter lock, heavy computing as well; see the package's decision guide.
//
// ctx gives fn its values, so its client. When ctx ends, a queued fn never starts and a running one is told by its own
// context, which ends also at Cancel, at the run timeout and when fn returns (with whatever fn started with it and does
// not wait for). At most the executor's limit of functions run at a time; others wait in its queue; when that is full,
// the future has ended with ErrSaturated already. A panic of fn becomes a *PanicError.
//
// fn must not touch the UI and must not use variables that other goroutines change: copy what it needs before the call,
// and use the result in Future.Then. IOBound panics when ctx or fn is nil.
func IOBound[T any](ctx context.Context, fn func(context.Context) (T, error), opts ...Option) *Future[T] {
	if ctx == nil {
		panic("run.IOBound: nil context")
	}
	if fn == nil {
		panic("run.IOBound: nil function")
	}
	f := &Future[T]{fn: fn}
	f.init(f, ctx)
	f.exec, f.pc = &defaultExecutor, fault.FuncPC(fn)
	if len(opts) > 0 {
		f.configure(collect(opts))
	}
	f.exec.submit(&f.core)
	return f
}

func (c *core) configure(o options) {
	c.name, c.queueTimeout, c.runTimeout = o.name, o.queueTimeout, o.runTimeout
	if o.exec != nil {
		c.exec = o.exec
	}
}

// watchQueue ends the future early when its context ends or its queue timeout passes while it is queued.
func (c *core) watchQueue() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.started || c.ended {
		return // it has left the queue already
	}
	if c.parent.Done() != nil {
		c.unwatch = context.AfterFunc(c.parent, func() { c.contextEnded(c.parent) })
	}
	if c.queueTimeout > 0 {
		c.timer = time.AfterFunc(c.queueTimeout, func() {
			c.failIn(Queued, timedOut, &TimeoutError{Name: c.label(), Phase: Queued, Limit: c.queueTimeout})
		})
	}
}
