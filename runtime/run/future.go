package run

import (
	"context"
	"io"
	"reflect"

	"github.com/go-bgkit/bgkit/runtime/internal/fault"
)

// Future is the result of a function that runs somewhere else. It has started: Await only waits for it. What is lost by
// dropping a future is its result and its error, so a failed future that is garbage-collected before anyone looked at
// it is reported to the error handler. Looking is Await, Result, Then or Forget; receiving from Done is not.
//
// A future ends exactly once, at the first of these: its function returns, panics or calls runtime.Goexit; Cancel; its
// queue timeout or run timeout passes; its context ends while it is queued. (A function that runs when the context ends
// is told by its own context, and the future ends when it returns.) When a future ends before its function does, the
// function's context has ended too, the function keeps its slot until it returns, and what it returns then is dropped
// and counted (Stats.Late): a function that opens something should look at its context before it hands it out.
//
// The zero value never ends. All methods may be called from any goroutine and as often as wanted.
type Future[T any] struct {
	core
	value T
	fn    func(context.Context) (T, error) // nil once it has run
}

// Resolved returns a future that has ended with v and err. An error counts as not looked at, like any other.
func Resolved[T any](v T, err error) *Future[T] {
	f := &Future[T]{}
	f.init(f, context.Background())
	f.name = "resolved"
	f.settle(v, err)
	return f
}

// Await waits until the future has ended and returns its result. When ctx ends first, it returns ctx's cause and the
// future goes on. A result that is there is returned even if ctx has ended.
//
// Never await on a UI goroutine: it freezes the program, and hangs for ever if the function needs that goroutine. Use
// Then.
//
// Inside a function that an Executor runs, Await gives the function's slot back while it waits, so that a pool whose
// every slot waits for queued futures does not hang. For that, pass Await the context that the function was given. For
// a future that was submitted with that context, any context does, but then the function may go on above the limit.
func (f *Future[T]) Await(ctx context.Context) (T, error) {
	if err := f.wait(ctx); err != nil {
		var zero T
		return zero, err
	}
	return f.value, f.err
}

// Result returns what the future ended with, and ErrPending before that. It never waits.
func (f *Future[T]) Result() (T, error) {
	if !f.look() {
		var zero T
		return zero, ErrPending
	}
	return f.value, f.err
}

// Done returns a channel that is closed when the future has ended. Receiving from it is not looking at the result. It
// costs an allocation the first time.
func (f *Future[T]) Done() <-chan struct{} { return f.doneChan() }

// Cancel ends the future with ErrCanceled, unless it has ended. A queued function never starts; the context of a
// running one ends. Cancel does not wait for the function. A future of CPUBound ends a little later: when the worker
// has let go of the task, at most the process pool's grace after Cancel.
func (f *Future[T]) Cancel() { f.stop() }

// Forget says that the future's result and error are not wanted, and why: reason is for the reader of the program and
// for bglint. The function goes on. A panic is still reported to the error handler.
func (f *Future[T]) Forget(reason string) { f.forget() }

// Then has fn called once with what the future ends with: on the UI goroutine of the client that the future's context
// carries, and on a goroutine of its own when it carries none. Callbacks of one future are called in the order they
// were given. A panic of fn goes to the error handler. Then never waits; fn is never called before Then returns on a
// client's UI goroutine.
//
// When the client is deleted first, fn is dropped and counted (ui.Stats). A value that is an io.Closer, such as a
// connection or a frame, is then closed, unless another callback, Await or Result has got it: nobody else could. So do not
// return a value that others use and that has a Close method from a function whose future has a Then; wrap it.
func (f *Future[T]) Then(fn func(T, error)) {
	if fn == nil {
		panic("run.Future.Then: nil function")
	}
	f.then(func() { fn(f.value, f.err) })
}

// execute runs the function on the calling goroutine. It may leave by runtime.Goexit, but never by a panic.
func (f *Future[T]) execute() {
	ctx, ok := f.begin()
	if !ok {
		return
	}
	var v T
	err := ErrGoexit
	returned := false
	defer func() {
		if !returned {
			if p := recover(); p != nil {
				err = fault.Recovered(p)
			}
		}
		f.settle(v, err)
	}()
	v, err = f.fn(ctx)
	returned = true
}

// settle ends the future with what its function returned, or drops that when the future has ended before.
func (f *Future[T]) settle(v T, err error) {
	f.mu.Lock()
	f.fn = nil // its captures may be large
	o, err := f.returned(err)
	f.release()
	if f.ended {
		f.mu.Unlock()
		f.late(err)
	} else {
		f.value = v
		f.endLocked(o, err)
	}
}

// closer is the value if that can be closed, else nil.
func (f *Future[T]) closer() io.Closer {
	c, ok := any(f.value).(io.Closer)
	if v := reflect.ValueOf(c); !ok || v.Kind() == reflect.Pointer && v.IsNil() {
		return nil
	}
	return c
}

// clear drops the function of a future that ended before it started.
func (f *Future[T]) clear() { f.fn = nil }
