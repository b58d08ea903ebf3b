package background

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/go-bgkit/bgkit/runtime/internal/clientctx"
	"github.com/go-bgkit/bgkit/runtime/internal/fault"
)

// Task is a function that runs in the background. Create and CreateLazy make tasks; the zero value never ends. All
// methods may be called from any goroutine. Dropping a task loses nothing: its error goes to the error handler in any
// case.
type Task struct {
	group    *Group
	fn       func(context.Context) error
	ctx      context.Context // without the caller's cancellation
	cancel   context.CancelCauseFunc
	caller   context.Context // as given
	name     string
	fnPC     uintptr
	sitePC   uintptr
	created  time.Time
	until    until
	finishes bool
	detached bool
	onError  func(context.Context, error)
	lazy     *lazyKey // nil for Create
	unwatch  func() bool
	event    <-chan struct{} // of the option UntilDisconnect or UntilDelete; nil without one

	mu   sync.Mutex
	done chan struct{}
	err  error
	over bool
}

func newTask(g *Group, ctx context.Context, fn func(context.Context) error, opts []Option) *Task {
	t := &Task{
		group: g, fn: fn, caller: ctx, created: time.Now(),
		fnPC: fault.FuncPC(fn), sitePC: fault.CallerPC(2), done: make(chan struct{}),
	}
	for _, opt := range opts {
		opt(t)
	}
	kept := context.WithoutCancel(ctx)
	if t.detached {
		kept = clientctx.With(kept, nil)
	}
	t.ctx, t.cancel = context.WithCancelCause(context.WithValue(kept, taskKey{}, t))
	return t
}

type taskKey struct{}

// current returns the task that ctx belongs to, nil for none.
func current(ctx context.Context) *Task {
	t, _ := ctx.Value(taskKey{}).(*Task)
	return t
}

// Name returns the name given by the option Name, or the function's.
func (t *Task) Name() string {
	if t.name != "" || t.fnPC == 0 {
		return t.name
	}
	name, _ := fault.FuncName(t.fnPC)
	return name
}

// Site returns the file:line of the call that created the task.
func (t *Task) Site() string { return fault.CallerSite(t.sitePC) }

// String returns name, creation site and age.
func (t *Task) String() string {
	return fmt.Sprintf("%s (created at %s, %v ago)", t.Name(), t.Site(), time.Since(t.created).Round(time.Millisecond))
}

// Done returns a channel that is closed when the task has ended.
func (t *Task) Done() <-chan struct{} { return t.done }

// Err returns what the task ended with: nil, its function's error, a *PanicError, ErrSuperseded, ErrShutdown, or for a
// canceled task the cause. Before the end it returns ErrPending. It never waits.
func (t *Task) Err() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.over {
		return ErrPending
	}
	return t.err
}

// Wait waits until the task has ended and returns its error, or ctx's cause when ctx ends first. Do not wait on a UI
// goroutine.
func (t *Task) Wait(ctx context.Context) error {
	select {
	case <-t.done:
		return t.Err()
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// Cancel ends the task's context, or takes a waiting task of CreateLazy out. It does not wait for the function.
func (t *Task) Cancel() { t.stop(ErrCanceled) }

func (t *Task) stop(cause error) {
	if t.cancel == nil {
		return
	}
	t.cancel(cause)
	if t.group.unqueue(t) {
		t.end(cause)
	}
}

// run is the task's goroutine.
func (t *Task) run() {
	err := ErrGoexit
	returned := false
	defer func() {
		if !returned {
			if p := recover(); p != nil {
				err = fault.Recovered(p)
			}
		}
		t.finish(err)
	}()
	err = t.fn(t.ctx)
	returned = true
}

// watch cancels the task at the event of its option, also while it waits for its turn. Call it before the task can end.
func (t *Task) watch() {
	if t.until == never {
		return
	}
	client := clientctx.From(t.caller)
	if client == nil {
		t.event = t.caller.Done()
		t.mu.Lock()
		t.unwatch = context.AfterFunc(t.caller, func() { t.stop(context.Cause(t.caller)) })
		t.mu.Unlock()
		return
	}
	event := client.Deleted()
	if t.until == disconnect {
		event = client.Disconnected()
	}
	t.event = event
	go func() {
		select {
		case <-event:
			t.stop(ErrDisconnected)
		case <-t.ctx.Done():
		}
	}()
}

// finish reports the error before anyone sees the task ended.
func (t *Task) finish(err error) {
	select {
	case <-t.event: // what the function's error speaks of may be news to the watcher
		t.cancel(ErrDisconnected)
	default:
	}
	if err != nil && t.ctx.Err() != nil && errors.Is(err, context.Canceled) {
		err = context.Cause(t.ctx) // it only says that it was canceled
	} else if err != nil {
		t.report(err)
	}
	t.group.remove(t)
	t.end(err)
}

// end publishes the outcome, once.
func (t *Task) end(err error) {
	t.cancel(err)
	t.mu.Lock()
	if t.over {
		t.mu.Unlock()
		return
	}
	t.over, t.err = true, err
	unwatch := t.unwatch
	t.mu.Unlock()
	if unwatch != nil {
		unwatch()
	}
	t.fn = nil
	close(t.done)
}

func (t *Task) report(err error) {
	fault.Report(t.ctx, t.onError, &fault.Task{What: "background task", Name: t.Name(), Site: t.Site(), Err: err})
}
