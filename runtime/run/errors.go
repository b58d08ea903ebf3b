package run

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/go-bgkit/bgkit/runtime/internal/fault"
)

var (
	// ErrPending is what Result answers while the future has not ended.
	ErrPending = errors.New("run: future has not ended")

	// ErrSaturated ends a future whose function was never accepted: every slot was taken and the queue was full.
	ErrSaturated = errors.New("run: every slot is taken and the queue is full")

	// ErrShutdown ends a future whose executor was shut down before its function started.
	ErrShutdown = errors.New("run: executor is shut down")

	// ErrCanceled ends a future that Cancel was called on. errors.Is(ErrCanceled, context.Canceled) holds.
	ErrCanceled = fmt.Errorf("run: future was canceled: %w", context.Canceled)

	// ErrGoexit ends a future whose function left by runtime.Goexit, as t.FailNow does.
	ErrGoexit = errors.New("run: function ended its goroutine instead of returning")
)

// PanicError is a panic of a function that the runtime ran, turned into an error. Value is what was passed to panic and
// Stack the panicking goroutine's stack; Error prints the value, the verb %+v the stack too, and Unwrap gives Value
// when it is an error. The packages background and ui report panics as the same type.
type PanicError = fault.Panic

// TaskError is what an error handler receives: the error Err (Unwrap gives it) with the kind of work (What), its Name
// and the place where it comes from (Site, as file:line). The packages background and ui report errors as the same
// type.
type TaskError = fault.Task

// Phase says what a future was doing when its time was up.
type Phase string

// The phases of a future's life before its end.
const (
	Queued  Phase = "queued"  // waiting for a slot; the function never started
	Running Phase = "running" // the function had started
)

// TimeoutError ends a future that passed its QueueTimeout or its RunTimeout; Phase says which of them. It is a
// context.DeadlineExceeded for errors.Is.
type TimeoutError struct {
	Name  string // the future's name
	Phase Phase
	Limit time.Duration
}

// Error names the future, the phase and the limit.
func (e *TimeoutError) Error() string {
	return fmt.Sprintf("run: %s was %s for longer than %v", e.Name, e.Phase, e.Limit)
}

// Unwrap returns context.DeadlineExceeded.
func (e *TimeoutError) Unwrap() error { return context.DeadlineExceeded }

// Timeout returns true, as net.Error wants.
func (e *TimeoutError) Timeout() bool { return true }

// SetErrorHandler sets the program's handler for errors that nobody is there to receive: futures that failed and were
// never looked at, background tasks, timers, panics of functions on a UI goroutine. The packages run, background and ui
// share it; a client's or a task's own handler goes before it. Nil restores the default, which logs with log/slog.
//
// The handler runs on the UI goroutine of the client that ctx carries, and on a background goroutine when there is no
// client or the client was deleted. It must not block. A handler that panics ends the program: that is the way to crash
// on every error.
func SetErrorHandler(handler func(ctx context.Context, err error)) { fault.SetHandler(handler) }

// contextError says that ctx ended, in the words of its cause. The result is a context.Canceled or a
// context.DeadlineExceeded for errors.Is, and the cause too.
func contextError(ctx context.Context) error {
	err, cause := ctx.Err(), context.Cause(ctx)
	switch _, timeout := cause.(*TimeoutError); {
	case timeout || cause == ErrCanceled:
		return cause
	case errors.Is(cause, err):
		return fmt.Errorf("run: context ended: %w", cause)
	}
	return fmt.Errorf("run: context ended: %w (%w)", cause, err)
}

// contextOutcome says how a future whose context ended is counted. A deadline that passed is a failure that somebody
// should hear of; a cancellation is not.
func contextOutcome(ctx context.Context) outcome {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return timedOut
	}
	return canceled
}
