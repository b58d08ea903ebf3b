package process

import (
	"context"
	"fmt"
	"runtime"
	"sync"
)

// Call is one submitted call. The zero value never ends: Submit makes calls. A
// Call is safe for concurrent use. Nothing is lost by dropping it except its
// result and its error.
type Call[R any] struct {
	callState
	job    *job // when the executor is a Pool: &own
	own    job
	msg    Message
	cancel func() // otherwise

	decodeOnce sync.Once
	value      R
	err        error
}

// Done is closed when the call has ended: the task returned, or its worker is
// gone. After that the task touches its Buffers no more.
func (c *Call[R]) Done() <-chan struct{} {
	c.attend()
	return c.done
}

// Await waits until the call has ended and answers its result; or until ctx
// ends, and answers its cause. Then the call goes on. It is quicker than
// waiting for Done: while it waits, its goroutine may read what the worker
// sends, and so may call this call's OnProgress and OnDone functions.
func (c *Call[R]) Await(ctx context.Context) (R, error) {
	if c.job != nil {
		c.job.await(ctx)
	}
	select {
	case <-c.done:
		return c.Result()
	default:
	}
	select {
	case <-c.done:
		return c.Result()
	case <-ctx.Done():
		var zero R
		return zero, causeOf(ctx)
	}
}

// Result is what the call ended with, or ErrPending before that. The first
// Result decodes the value, on its caller's goroutine; later ones answer the
// same value. Buffers in it belong to the caller, who closes them.
func (c *Call[R]) Result() (R, error) {
	select {
	case <-c.done:
	default:
		var zero R
		return zero, ErrPending
	}
	c.decodeOnce.Do(c.decodeResult)
	return c.value, c.err
}

// Cancel asks the call to end and returns at once. A queued call ends with
// context.Canceled. A running task's context is cancelled; what the task then
// returns is the call's result. If it does not return within the grace, its
// worker is killed. Cancel does nothing after the call ended.
func (c *Call[R]) Cancel() {
	if c.job != nil {
		c.job.cancel()
		return
	}
	c.cancel()
}

// OnDone has f called once when the call has ended, at once if it has already.
// f runs on a goroutine of the pool or of a caller of Await, after Done is
// closed: it must be quick and must not panic. It saves a goroutine that only
// waits for Done.
func (c *Call[R]) OnDone(f func()) {
	c.onDone(f)
	c.attend()
}

// OnDoneLazy is OnDone for a wrapper of Call that passes on how it is waited
// for: by Await, or by something else, of which it tells the call with Done. If
// it does neither, f may be called a few milliseconds late.
func (c *Call[R]) OnDoneLazy(f func()) { c.onDone(f) }

// attend has somebody read what the worker sends.
func (c *Call[R]) attend() {
	if c.job != nil {
		c.job.attend()
	}
}

func (c *Call[R]) decodeResult() {
	if c.outcome.Err != nil {
		c.err = c.outcome.Err
		return
	}
	if err := decode(c.outcome.Result, &c.value); err != nil {
		c.err = fmt.Errorf("process: task %q: result does not decode: %w", c.task, err)
	}
	closeUnclaimed(c.outcome.Buffers)
	c.outcome.Result, c.outcome.Buffers = nil, nil
}

// end is the executor's done function.
func (c *Call[R]) end(o Outcome) {
	if len(o.Buffers) > 0 {
		// Nobody may ever ask for the result: its memory is then released with
		// the call, for which no user holds a slice before Result.
		runtime.AddCleanup(c, closeUnclaimed, o.Buffers)
	}
	c.finish(o)
}
