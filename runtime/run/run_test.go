package run_test

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-bgkit/bgkit/runtime/run"
)

// eventually waits for a condition that no channel announces.
func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !ok(); {
		if time.Now().After(deadline) {
			t.Fatalf("not within 20 s: %s", what)
		}
		time.Sleep(100 * time.Microsecond)
	}
}

// block returns a function that runs until release is called, and a channel that is closed when it has started.
func block() (fn func(context.Context) (int, error), started chan struct{}, release func()) {
	started, released := make(chan struct{}), make(chan struct{})
	fn = func(context.Context) (int, error) {
		close(started)
		<-released
		return 1, nil
	}
	return fn, started, sync.OnceFunc(func() { close(released) })
}

// occupy takes the only slot of e until release is called.
func occupy(t *testing.T, e *run.Executor) (f *run.Future[int], release func()) {
	t.Helper()
	fn, started, release := block()
	t.Cleanup(release)
	f = run.IOBound(context.Background(), fn, run.On(e), run.Name("occupant"))
	<-started
	return f, release
}

func answer(v int) func(context.Context) (int, error) {
	return func(context.Context) (int, error) { return v, nil }
}

func TestAwaitReturnsTheResult(t *testing.T) {
	f := run.IOBound(t.Context(), answer(42))
	for range 2 {
		if v, err := f.Await(t.Context()); v != 42 || err != nil {
			t.Fatalf("Await = %d, %v", v, err)
		}
	}
	if v, err := f.Result(); v != 42 || err != nil {
		t.Errorf("Result = %d, %v", v, err)
	}
	<-f.Done()
}

func TestResultIsPendingBeforeTheEnd(t *testing.T) {
	f, release := occupy(t, run.NewExecutor(1, 0))
	if _, err := f.Result(); err != run.ErrPending {
		t.Errorf("Result = %v, want ErrPending", err)
	}
	release()
	<-f.Done()
	if v, err := f.Result(); v != 1 || err != nil {
		t.Errorf("Result = %d, %v", v, err)
	}
}

func TestAwaitGivesUpWithItsContextAndTheFutureGoesOn(t *testing.T) {
	f, release := occupy(t, run.NewExecutor(1, 0))
	why := errors.New("tired")
	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(why)
	if _, err := f.Await(ctx); err != why {
		t.Errorf("Await = %v, want the context's cause", err)
	}
	release()
	if v, err := f.Await(context.Background()); v != 1 || err != nil {
		t.Errorf("Await = %d, %v", v, err)
	}
	if v, err := f.Await(ctx); v != 1 || err != nil {
		t.Errorf("Await with an ended context = %d, %v, want the result that is there", v, err)
	}
}

func TestErrorsArriveUnchanged(t *testing.T) {
	want := errors.New("no route")
	f := run.IOBound(t.Context(), func(context.Context) (string, error) { return "part", want })
	if v, err := f.Await(t.Context()); v != "part" || err != want {
		t.Errorf("Await = %q, %v", v, err)
	}
}

func explode() { panic(errors.New("boom")) }

func TestPanicBecomesAnErrorWithItsStack(t *testing.T) {
	e := run.NewExecutor(1, 0)
	f := run.IOBound(t.Context(), func(context.Context) (int, error) { explode(); return 0, nil }, run.On(e))
	_, err := f.Await(t.Context())
	var p *run.PanicError
	if !errors.As(err, &p) {
		t.Fatalf("Await = %v, want a *PanicError", err)
	}
	if !strings.Contains(string(p.Stack), "run_test.explode") {
		t.Errorf("the stack does not show the panicking function:\n%s", p.Stack)
	}
	if p.Error() != "panic: boom" || errors.Unwrap(p).Error() != "boom" {
		t.Errorf("Error = %q, Unwrap = %v", p, errors.Unwrap(p))
	}
	if v, err := run.IOBound(t.Context(), answer(1), run.On(e)).Await(t.Context()); v != 1 || err != nil {
		t.Errorf("after the panic: %d, %v", v, err)
	}
	if s := e.Stats(); s.Panicked != 1 || s.Done != 1 {
		t.Errorf("Stats = %+v", s)
	}
}

func TestGoexitEndsTheFutureAndKeepsTheSlot(t *testing.T) {
	e := run.NewExecutor(1, 0)
	f := run.IOBound(t.Context(), func(context.Context) (int, error) { runtime.Goexit(); return 0, nil }, run.On(e))
	next := run.IOBound(t.Context(), answer(1), run.On(e))
	if _, err := f.Await(t.Context()); err != run.ErrGoexit {
		t.Errorf("Await = %v, want ErrGoexit", err)
	}
	if v, err := next.Await(t.Context()); v != 1 || err != nil {
		t.Errorf("the next function: %d, %v", v, err)
	}
}

func TestResolved(t *testing.T) {
	if v, err := run.Resolved(7, nil).Await(t.Context()); v != 7 || err != nil {
		t.Errorf("Await = %d, %v", v, err)
	}
}

func TestNilArgumentsPanic(t *testing.T) {
	for name, call := range map[string]func(){
		"context":  func() { run.IOBound(nil, answer(1)) }, //nolint:staticcheck // what the test is about
		"function": func() { run.IOBound[int](context.Background(), nil) },
		"executor": func() { run.On(nil) },
		"callback": func() { run.Resolved(1, nil).Then(nil) },
		"limit":    func() { run.NewExecutor(-1, 0) },
		"queue":    func() { run.NewExecutor(0, -3) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			call()
		})
	}
}
