package run

import (
	"context"
	"sync/atomic"
	"time"
)

// taskContext is the context that a function gets. It is part of the future to save an allocation, and lets Await find
// the function it is called from.
//
// It behaves like context.WithCancelCause(parent), and becomes just that (inner) when somebody asks for something that
// needs it: the Done channel, or the end of a function that has ended. A function that never looks at its context does
// not pay for registering with the parent, which under load costs more than all the rest of a call.
type taskContext struct {
	task  *core
	inner atomic.Pointer[innerContext] // set with task.mu held
}

type innerContext struct {
	context.Context
	cancel context.CancelCauseFunc
}

type taskKey struct{}

// taskOf returns the executor's task that ctx belongs to, nil for none.
func taskOf(ctx context.Context) *core {
	t, _ := ctx.Value(taskKey{}).(*core)
	return t
}

// present returns the inner context or, before that, the parent, which then says the same while the function runs.
func (t *taskContext) present() context.Context {
	if in := t.inner.Load(); in != nil {
		return in
	}
	return t.task.parent
}

// realLocked makes the inner context. Called with task.mu held.
func (t *taskContext) realLocked() *innerContext {
	if in := t.inner.Load(); in != nil {
		return in
	}
	c := t.task
	ctx, cancel := context.WithCancelCause(c.parent)
	if c.runTimeout > 0 {
		var stop context.CancelFunc
		cause := &TimeoutError{Name: c.label(), Phase: Running, Limit: c.runTimeout}
		ctx, stop = context.WithTimeoutCause(ctx, c.runTimeout, cause)
		inner := cancel
		cancel = func(err error) {
			inner(err)
			stop()
		}
	}
	in := &innerContext{ctx, cancel}
	switch {
	case !c.started:
		cancel(context.Canceled)
	case c.ended:
		cancel(c.err)
	}
	t.inner.Store(in)
	return in
}

// end ends the context. Without an inner one nobody waits for that, and whoever asks later gets one that has ended.
func (t *taskContext) end(cause error) {
	if in := t.inner.Load(); in != nil {
		in.cancel(cause)
	}
}

func (t *taskContext) Done() <-chan struct{} {
	if in := t.inner.Load(); in != nil {
		return in.Done()
	}
	t.task.mu.Lock()
	defer t.task.mu.Unlock()
	return t.realLocked().Done()
}

func (t *taskContext) Err() error {
	if in := t.inner.Load(); in != nil {
		return in.Err()
	}
	t.task.mu.Lock()
	defer t.task.mu.Unlock()
	if t.task.started && !t.task.ended {
		return t.task.parent.Err()
	}
	return t.realLocked().Err()
}

func (t *taskContext) Deadline() (time.Time, bool) { return t.present().Deadline() }

func (t *taskContext) Value(key any) any {
	if _, ok := key.(taskKey); ok {
		return t.task
	}
	return t.present().Value(key)
}
