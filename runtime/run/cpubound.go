package run

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/go-bgkit/bgkit/runtime/process"
)

// CPUBound runs a registered task with args in a worker process and returns its future. It never blocks its caller and
// encodes args at once: what cannot cross fails the future with a *process.EncodeError. It fits code that may crash,
// leak or must be limited in memory; for computing alone, IOBound is cheaper and as parallel. See the package's
// decision guide.
//
// The future ends when the worker has let go of the task, so that a process.Buffer among args is the caller's again:
// after Cancel, or when ctx ends, at most the pool's grace later. A crash of the worker fails this future with a
// *process.CrashError and no other. QueueTimeout and RunTimeout end it with a *TimeoutError; a full pool with an error
// that is ErrSaturated and process.ErrSaturated. The executor's counters do not count it: see process.Pool.Stats. It
// panics when ctx or task is nil.
func CPUBound[A, T any](ctx context.Context, task *process.Task[A, T], args A, opts ...Option) *Future[T] {
	if ctx == nil {
		panic("run.CPUBound: nil context")
	}
	if task == nil {
		panic("run.CPUBound: nil task")
	}
	o := collect(opts)
	f := &Future[T]{}
	f.init(f, ctx)
	f.name, f.queueTimeout, f.runTimeout = o.name, o.queueTimeout, o.runTimeout
	if f.name == "" {
		f.name = task.Name()
	}
	call, err := task.Submit(ctx, args, o.forProcess()...)
	if err != nil {
		f.settle(*new(T), f.fromProcess(err, false))
		return f
	}
	asked := new(atomic.Bool)
	f.abandon = func() {
		asked.Store(true)
		call.Cancel()
	}
	f.outside = awaiterOf[T]{call}
	call.OnDoneLazy(func() {
		v, err := call.Result()
		f.settle(v, f.fromProcess(err, asked.Load()))
	})
	return f
}

// awaiterOf waits for a call by reading what its worker sends.
type awaiterOf[T any] struct{ call *process.Call[T] }

func (a awaiterOf[T]) await(ctx context.Context) { _, _ = a.call.Await(ctx) }
func (a awaiterOf[T]) attend()                   { a.call.Done() }

func (o options) forProcess() []process.Option {
	opts := o.process
	if o.queueTimeout > 0 {
		opts = append(opts, process.QueueTimeout(o.queueTimeout))
	}
	if o.runTimeout > 0 {
		opts = append(opts, process.Timeout(o.runTimeout))
	}
	return opts
}

// fromProcess puts an error of the process pool into the words of this package and keeps it in the chain.
func (c *core) fromProcess(err error, asked bool) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, process.ErrSaturated):
		return fmt.Errorf("%w: %w", ErrSaturated, err)
	case errors.Is(err, process.ErrShutdown):
		return fmt.Errorf("%w: %w", ErrShutdown, err)
	case errors.Is(err, process.ErrQueueTimeout):
		return fmt.Errorf("%w: %w", &TimeoutError{Name: c.name, Phase: Queued, Limit: c.queueTimeout}, err)
	case errors.Is(err, process.ErrTaskTimeout):
		return fmt.Errorf("%w: %w", &TimeoutError{Name: c.name, Phase: Running, Limit: c.runTimeout}, err)
	case errors.Is(err, context.Canceled) && asked:
		return fmt.Errorf("%w: %w", ErrCanceled, err)
	}
	return err
}
