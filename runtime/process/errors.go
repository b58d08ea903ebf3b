package process

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"
)

// Errors that Submit and Result answer with. Compare with errors.Is: most
// arrive wrapped in an error that says which call and why.
var (
	// ErrSaturated is answered by Submit when every worker is busy and the
	// queue is full. The call was not accepted.
	ErrSaturated = errors.New("process: all workers busy and the queue is full")

	// ErrShutdown is answered by Submit after Shutdown began, and by calls
	// that Shutdown took from the queue or stopped.
	ErrShutdown = errors.New("process: pool is shut down")

	// ErrQueueTimeout ends a call that waited too long for a worker. It never
	// started. errors.Is(ErrQueueTimeout, context.DeadlineExceeded) holds.
	ErrQueueTimeout = fmt.Errorf("process: no worker within the queue timeout: %w", context.DeadlineExceeded)

	// ErrTaskTimeout ends a call that ran longer than its task timeout.
	// errors.Is(ErrTaskTimeout, context.DeadlineExceeded) holds.
	ErrTaskTimeout = fmt.Errorf("process: task timeout: %w", context.DeadlineExceeded)

	// ErrMemory is the reason of a CrashError when the pool killed a worker
	// that passed Config.HardMemory.
	ErrMemory = errors.New("process: hard memory limit passed")

	// ErrProtocol is the reason of a CrashError when the pool killed a worker
	// that wrote something else than messages to the protocol descriptor.
	ErrProtocol = errors.New("process: worker broke the protocol")

	// ErrHandshake refuses a worker with another protocol or another task
	// table than the program's.
	ErrHandshake = errors.New("process: worker refused")

	// ErrCrashLoop is answered while the pool pauses after
	// Config.CrashLimit workers in a row ended without finishing a task.
	ErrCrashLoop = errors.New("process: workers crash again and again")

	// ErrNested is answered by Submit inside a worker: a worker has no
	// workers of its own.
	ErrNested = errors.New("process: a worker cannot submit tasks (in the program itself: main must call process.Main first)")

	// ErrUnknownTask is answered by a worker that has no task of that name.
	ErrUnknownTask = errors.New("process: no task of this name is registered")

	// ErrNoTask is answered by Progress outside a running task.
	ErrNoTask = errors.New("process: not inside a running task")

	// ErrClosed is answered by a Buffer that was closed before.
	ErrClosed = errors.New("process: buffer is closed")

	// ErrPending is answered by Result while the call has not ended.
	ErrPending = errors.New("process: call has not ended")
)

// EncodeError says which part of an argument or a result cannot cross to
// another process. Submit answers it before anything is sent.
type EncodeError struct {
	Task   string // name of the task
	What   string // "argument", "result" or "progress"
	Path   string // for instance Args.Options.Done; the type's name comes first
	Reason string // for instance "chan int cannot cross to a process"
}

// Error names the task, the path and the reason.
func (e *EncodeError) Error() string {
	return fmt.Sprintf("process: task %q: %s %s: %s", e.Task, e.What, e.Path, e.Reason)
}

// RemoteError is an error that the task's function returned in the worker.
// It unwraps to the errors made known by RegisterError, and to
// context.Canceled and context.DeadlineExceeded.
type RemoteError struct {
	Task    string // name of the task
	Type    string // Go type of the error in the worker
	Message string // its text
	Stack   string // chain of wrapped errors, outermost first, one a line
	Worker  int    // process id of the worker

	causes []error
}

// Error is the text that the error had in the worker.
func (e *RemoteError) Error() string { return e.Message }

// Unwrap gives the local errors that the remote one stands for.
func (e *RemoteError) Unwrap() []error { return e.causes }

// PanicError is a panic of the task's function. The worker survives it.
type PanicError struct {
	Task   string // name of the task
	Value  string // the panic value as fmt.Sprint writes it
	Stack  string // stack of the panicking goroutine in the worker
	Worker int    // process id of the worker; this process's for a callback
}

// Error holds the value, not the stack.
func (e *PanicError) Error() string {
	return fmt.Sprintf("process: task %q panicked: %s", e.Task, e.Value)
}

// CrashError says that a worker ended while it ran this call. Other calls are
// not touched and the worker is replaced.
type CrashError struct {
	Task     string    // name of the task, empty for a worker that never ran one
	Worker   int       // process id
	Signal   os.Signal // what killed it, or what Go's crash report names; nil when it exited otherwise
	ExitCode int       // its exit code (2 after a crash report), -1 when a signal killed it
	Stderr   string    // the last bytes that it wrote to standard error
	Reason   error     // why the pool killed it; nil when the pool did not
}

// Error names the worker and how it ended, with the last line of its stderr.
func (e *CrashError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "process: worker %d ", e.Worker)
	switch {
	case e.Reason != nil:
		fmt.Fprintf(&b, "was killed (%v)", e.Reason)
	case e.Signal != nil:
		fmt.Fprintf(&b, "crashed (%v)", e.Signal)
	default:
		fmt.Fprintf(&b, "exited with code %d", e.ExitCode)
	}
	if e.Task != "" {
		fmt.Fprintf(&b, " while it ran task %q", e.Task)
	}
	if line := tellingLine(e.Stderr); line != "" {
		fmt.Fprintf(&b, ": %s", line)
	}
	return b.String()
}

// Unwrap gives the reason: ErrMemory, ErrTaskTimeout, ErrProtocol,
// ErrShutdown, context.Canceled, or nil.
func (e *CrashError) Unwrap() error { return e.Reason }

// reportedSignals are those that Go's runtime turns into a crash report and
// exit code 2, also when they come from C and C++.
var reportedSignals = map[string]os.Signal{
	"SIGSEGV": syscall.SIGSEGV, "SIGABRT": syscall.SIGABRT, "SIGBUS": syscall.SIGBUS, "SIGFPE": syscall.SIGFPE, "SIGILL": syscall.SIGILL,
}

// reportedSignal finds the signal in a crash report.
func reportedSignal(tail string) os.Signal {
	for line := range strings.Lines(tail) {
		if name, _, ok := strings.Cut(line, ": "); ok && reportedSignals[name] != nil {
			return reportedSignals[name]
		}
		if _, rest, ok := strings.Cut(line, "[signal "); ok && len(rest) > 7 && reportedSignals[rest[:7]] != nil {
			return reportedSignals[rest[:7]]
		}
	}
	return nil
}

// tellingLine picks the line of a stderr tail that says most: what a C++
// exception says, else the first line of Go's crash report, else the last.
func tellingLine(tail string) string {
	report, last := "", ""
	for line := range strings.Lines(tail) {
		line = strings.TrimSpace(line)
		if what, ok := strings.CutPrefix(line, "what():"); ok {
			return strings.TrimSpace(what)
		}
		for _, head := range []string{"fatal error: ", "panic: ", "SIG"} {
			if report == "" && strings.HasPrefix(line, head) {
				report = line
			}
		}
		if line != "" {
			last = line
		}
	}
	if report != "" {
		return report
	}
	return last
}
