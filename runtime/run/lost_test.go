package run_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/go-bgkit/bgkit/runtime/run"
	"github.com/go-bgkit/bgkit/runtime/ui"
)

// catchErrors sets the program's error handler for the test and returns what it hears.
func catchErrors(t *testing.T) <-chan error {
	errs := make(chan error, 100)
	run.SetErrorHandler(func(_ context.Context, err error) { errs <- err })
	t.Cleanup(func() { run.SetErrorHandler(nil) })
	return errs
}

// collected waits until the garbage collector has reported an error.
func collected(t *testing.T, errs <-chan error) error {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); {
		runtime.GC()
		select {
		case err := <-errs:
			return err
		case <-time.After(time.Millisecond): // cleanups run after the collection
		}
	}
	t.Fatal("nothing was reported")
	return nil
}

var errDisk = errors.New("disk full")

func failing(context.Context) (int, error) { return 0, errDisk }

// failUnseen makes a failed future that nobody holds on return.
//
//go:noinline
func failUnseen(t *testing.T, use func(*run.Future[int])) {
	f := run.IOBound(t.Context(), failing)
	<-f.Done()
	use(f)
}

func TestFailedFutureThatNobodyLookedAtIsReported(t *testing.T) {
	errs := catchErrors(t)
	failUnseen(t, func(*run.Future[int]) {})
	err := collected(t, errs)
	var task *run.TaskError
	if !errors.Is(err, errDisk) || !errors.As(err, &task) {
		t.Fatalf("reported %v, want a *TaskError with the cause", err)
	}
	if !strings.HasSuffix(task.Name, "run_test.failing") || !strings.Contains(task.Site, "lost_test.go:") {
		t.Errorf("reported %q at %q", task.Name, task.Site)
	}
}

func TestSaturatedFutureThatNobodyLookedAtIsReported(t *testing.T) {
	errs := catchErrors(t)
	e := run.NewExecutor(1, run.NoQueue)
	occupy(t, e)
	run.IOBound(t.Context(), answer(1), run.On(e), run.Name("refused"))
	if err := collected(t, errs); !errors.Is(err, run.ErrSaturated) || !strings.Contains(err.Error(), "refused") {
		t.Errorf("reported %v", err)
	}
}

// The look-alikes: after all of them, only the last one may be reported.
func TestLookedAtFuturesAreNotReported(t *testing.T) {
	errs := catchErrors(t)
	looks := map[string]func(*run.Future[int]){
		"Await":  func(f *run.Future[int]) { _, _ = f.Await(t.Context()) },
		"Result": func(f *run.Future[int]) { _, _ = f.Result() },
		"Forget": func(f *run.Future[int]) { f.Forget("the test does not care") },
		"Then": func(f *run.Future[int]) {
			called := make(chan struct{})
			f.Then(func(int, error) { close(called) })
			<-called
		},
	}
	for _, look := range looks {
		failUnseen(t, look)
	}
	done := make(chan error, 1)
	f := run.IOBound(t.Context(), failing)
	f.Then(func(_ int, err error) { done <- err })
	<-done
	canceled := run.IOBound(t.Context(), func(ctx context.Context) (int, error) { <-ctx.Done(); return 0, ctx.Err() })
	canceled.Cancel()
	canceled = nil

	sentinel := errors.New("sentinel")
	run.Resolved(0, sentinel)
	if err := collected(t, errs); !errors.Is(err, sentinel) {
		t.Errorf("reported %v", err)
	}
	runtime.GC()
	select {
	case err := <-errs:
		t.Errorf("reported %v", err)
	case <-time.After(20 * time.Millisecond):
	}
}

func TestForgottenPanicIsReportedAtOnce(t *testing.T) {
	errs := catchErrors(t)
	gate := make(chan struct{})
	f := run.IOBound(t.Context(), func(context.Context) (int, error) { <-gate; panic("boom") })
	f.Forget("nobody waits")
	close(gate)
	var p *run.PanicError
	if err := <-errs; !errors.As(err, &p) || p.Value != "boom" {
		t.Errorf("reported %v", err)
	}
}

func TestPanicAfterTheEndIsReported(t *testing.T) {
	errs := catchErrors(t)
	gate, started := make(chan struct{}), make(chan struct{})
	f := run.IOBound(t.Context(), func(context.Context) (int, error) { close(started); <-gate; panic("late") })
	<-started
	f.Cancel()
	close(gate)
	var p *run.PanicError
	if err := <-errs; !errors.As(err, &p) || p.Value != "late" {
		t.Errorf("reported %v", err)
	}
}

// The way to end the program at every error is a handler that panics, wherever it runs.
func TestHandlerThatPanicsEndsTheProgram(t *testing.T) {
	if where := os.Getenv("BGKIT_TEST_CRASH"); where != "" {
		run.SetErrorHandler(func(context.Context, error) { panic("handler says no") })
		ctx := context.Background()
		if where == "client" {
			ctx = ui.NewClient(new(ui.Loop).Post).Context()
		}
		run.IOBound(ctx, func(context.Context) (int, error) { panic("boom") }).Forget("the panic is enough")
		select {}
	}
	for _, where := range []string{"client", "goroutine"} {
		cmd := exec.Command(os.Args[0], "-test.run=^TestHandlerThatPanicsEndsTheProgram$", "-test.timeout=20s")
		cmd.Env = append(os.Environ(), "BGKIT_TEST_CRASH="+where)
		out, err := cmd.CombinedOutput()
		if err == nil || !strings.Contains(string(out), "handler says no") || strings.Contains(string(out), "timed out") {
			t.Errorf("%s: %v\n%s", where, err, out)
		}
	}
}
