package background

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/go-bgkit/bgkit/runtime/internal/fault"
)

var (
	// ErrPending is what Err answers while the task has not ended.
	ErrPending = errors.New("background: task has not ended")

	// ErrSuperseded ends a waiting task of CreateLazy that a newer one replaced. It never started.
	ErrSuperseded = errors.New("background: superseded by a newer task of the same key")

	// ErrShutdown ends a task that was created after Shutdown began, and one of CreateLazy that was waiting then. It
	// never started.
	ErrShutdown = errors.New("background: shut down")

	// ErrCanceled is the cause of the end of a task's context by Cancel or Shutdown. errors.Is(ErrCanceled,
	// context.Canceled) holds.
	ErrCanceled = fmt.Errorf("background: task was canceled: %w", context.Canceled)

	// ErrDisconnected is the cause of the end of an UntilDisconnect task's context. It is a context.Canceled for
	// errors.Is.
	ErrDisconnected = fmt.Errorf("background: client disconnected: %w", context.Canceled)

	// ErrGoexit ends a task whose function left by runtime.Goexit, as t.FailNow does.
	ErrGoexit = errors.New("background: function ended its goroutine instead of returning")
)

// PanicError is a panic of a task's function; the same type as run.PanicError.
type PanicError = fault.Panic

// TaskError is what an error handler receives; the same type as run.TaskError.
type TaskError = fault.Task

// ShutdownError lists the tasks that had not ended when Shutdown's context did.
type ShutdownError struct {
	Tasks []*Task // oldest first
	Cause error   // why Shutdown stopped waiting
}

// Error has a line for each task, with its name, creation site and age.
func (e *ShutdownError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "background: %d tasks have not ended: %v", len(e.Tasks), e.Cause)
	for _, t := range e.Tasks {
		fmt.Fprintf(&b, "\n\t%s", t)
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *ShutdownError) Unwrap() error { return e.Cause }

// SetErrorHandler sets the program's handler for errors of tasks without OnError and without a client that has a
// handler of its own. It is the handler of run.SetErrorHandler, which says more: the packages share one.
func SetErrorHandler(handler func(ctx context.Context, err error)) { fault.SetHandler(handler) }
