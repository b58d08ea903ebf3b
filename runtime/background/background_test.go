package background_test

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-bgkit/bgkit/runtime/background"
	"github.com/go-bgkit/bgkit/runtime/ui"
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

// catchErrors sets the program's error handler for the test and returns what it hears.
func catchErrors(t *testing.T) <-chan error {
	errs := make(chan error, 100)
	background.SetErrorHandler(func(_ context.Context, err error) { errs <- err })
	t.Cleanup(func() { background.SetErrorHandler(nil) })
	return errs
}

func untilCanceled(ctx context.Context) error {
	<-ctx.Done()
	return ctx.Err()
}

type key struct{}

func TestCreateKeepsValuesButNotCancellation(t *testing.T) {
	var g background.Group
	ctx, cancel := context.WithCancel(context.WithValue(context.Background(), key{}, "v"))
	cancel()
	task := g.Create(ctx, func(ctx context.Context) error {
		if ctx.Value(key{}) != "v" {
			t.Error("the value is lost")
		}
		return ctx.Err()
	})
	if err := task.Wait(t.Context()); err != nil {
		t.Errorf("Wait = %v: the cancellation came along", err)
	}
	if len(g.Running()) != 0 {
		t.Error("it still runs")
	}
}

func TestRunningNamesAndSites(t *testing.T) {
	var g background.Group
	first := g.Create(t.Context(), untilCanceled, background.Name("upload"))
	second := g.Create(t.Context(), untilCanceled)
	if first.Err() != background.ErrPending {
		t.Errorf("Err = %v", first.Err())
	}
	running := g.Running()
	if len(running) != 2 || running[0] != first || running[1] != second {
		t.Fatalf("Running = %v", running)
	}
	if first.Name() != "upload" || !strings.HasSuffix(second.Name(), "untilCanceled") {
		t.Errorf("names %q, %q", first.Name(), second.Name())
	}
	if !strings.Contains(first.Site(), "background_test.go:") || !strings.HasPrefix(first.String(), "upload (created at ") {
		t.Errorf("site %q, string %q", first.Site(), first)
	}
	first.Cancel()
	<-first.Done()
	if err := first.Err(); err != background.ErrCanceled || !errors.Is(err, context.Canceled) {
		t.Errorf("Err = %v", err)
	}
	second.Cancel()
	if err := second.Wait(t.Context()); err != background.ErrCanceled {
		t.Errorf("Wait = %v", err)
	}
}

func TestErrorsAndPanicsAreReportedAtOnce(t *testing.T) {
	errs := catchErrors(t)
	var g background.Group
	want := errors.New("no route")
	g.Create(t.Context(), func(context.Context) error { return want }, background.Name("fetch"))
	var task *background.TaskError
	if err := <-errs; !errors.Is(err, want) || !errors.As(err, &task) || task.Name != "fetch" {
		t.Errorf("reported %v", err)
	}
	g.Create(t.Context(), func(context.Context) error { panic("boom") })
	var p *background.PanicError
	if err := <-errs; !errors.As(err, &p) || !strings.Contains(string(p.Stack), "background_test") {
		t.Errorf("reported %v", err)
	}
	exit := g.Create(t.Context(), func(context.Context) error { runtime.Goexit(); return nil })
	if err := <-errs; !errors.Is(err, background.ErrGoexit) {
		t.Errorf("reported %v", err)
	}
	if err := exit.Wait(t.Context()); err != background.ErrGoexit {
		t.Errorf("Wait = %v", err)
	}
}

func TestCancellationIsNotReported(t *testing.T) {
	errs := catchErrors(t)
	var g background.Group
	task := g.Create(t.Context(), untilCanceled)
	task.Cancel()
	<-task.Done()
	// an error of its own beside the cancellation is
	want := errors.New("half written")
	task = g.Create(t.Context(), func(ctx context.Context) error { <-ctx.Done(); return want })
	task.Cancel()
	if err := <-errs; !errors.Is(err, want) {
		t.Errorf("reported %v", err)
	}
	if len(errs) != 0 {
		t.Errorf("reported %v", <-errs)
	}
}

func TestErrorHandlerOfTheClientAndOfTheTask(t *testing.T) {
	var g background.Group
	var loop ui.Loop
	ofClient, ofTask := make(chan error, 1), make(chan error, 1)
	handler := func(to chan error) func(context.Context, error) {
		return func(ctx context.Context, err error) {
			if _, none := ui.FromContext(ctx); none != nil || !loop.OnLoop() {
				t.Error("the handler has no client, or not its goroutine")
			}
			to <- err
		}
	}
	client := ui.NewClient(loop.Post, ui.OnError(handler(ofClient)))
	defer client.Delete()
	fail := func(context.Context) error { return errors.New("failed") }
	g.Create(client.Context(), fail)
	<-ofClient
	g.Create(client.Context(), fail, background.OnError(handler(ofTask)))
	<-ofTask
	ofProgram := catchErrors(t)
	g.Create(client.Context(), func(ctx context.Context) error {
		if _, err := ui.FromContext(ctx); err != ui.ErrNoClient {
			t.Error("a detached task has a client")
		}
		return errors.New("failed")
	}, background.Detached())
	<-ofProgram
	client.Delete()
	g.Create(ui.NewContext(t.Context(), client), fail, background.OnError(func(_ context.Context, err error) { ofTask <- err }))
	<-ofTask // the client is gone, the error is not
}

func TestUntilDisconnect(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var g background.Group
		var loop ui.Loop
		client := ui.NewClient(loop.Post)
		ctx := client.Context()
		disconnect := g.Create(ctx, untilCanceled, background.UntilDisconnect())
		deletion := g.Create(ctx, untilCanceled, background.UntilDelete())
		neither := g.Create(ctx, untilCanceled)
		client.Disconnect()
		synctest.Wait()
		if err := disconnect.Err(); err != background.ErrDisconnected {
			t.Errorf("UntilDisconnect after the disconnect: %v", err)
		}
		if err := deletion.Err(); err != background.ErrPending {
			t.Errorf("UntilDelete within the grace: %v", err)
		}
		if err := client.Connect(); err != nil {
			t.Fatal(err)
		}
		again := g.Create(ctx, untilCanceled, background.UntilDisconnect())
		synctest.Wait()
		if err := again.Err(); err != background.ErrPending {
			t.Errorf("UntilDisconnect of the second connection: %v", err)
		}
		client.Delete()
		synctest.Wait()
		if again.Err() != background.ErrDisconnected || deletion.Err() != background.ErrDisconnected {
			t.Errorf("after Delete: %v, %v", again.Err(), deletion.Err())
		}
		if err := neither.Err(); err != background.ErrPending {
			t.Errorf("a task without the options: %v", err)
		}
		neither.Cancel()
	})
}

func TestUntilDisconnectWithoutAClient(t *testing.T) {
	var g background.Group
	why := errors.New("request over")
	ctx, cancel := context.WithCancelCause(context.Background())
	task := g.Create(ctx, untilCanceled, background.UntilDisconnect())
	cancel(why)
	if err := task.Wait(t.Context()); err != why {
		t.Errorf("Wait = %v", err)
	}
	ended := g.Create(ctx, untilCanceled, background.UntilDelete())
	if err := ended.Wait(t.Context()); err != why {
		t.Errorf("Wait = %v", err)
	}
}

func TestPackageFunctions(t *testing.T) {
	task := background.Create(t.Context(), untilCanceled, background.Name("of the program"))
	lazy := background.CreateLazy(t.Context(), "key", untilCanceled)
	if n := len(background.Running()); n != 2 {
		t.Errorf("%d tasks run", n)
	}
	if !strings.Contains(lazy.Site(), "background_test.go:") {
		t.Errorf("site %q", lazy.Site())
	}
	task.Cancel()
	lazy.Cancel()
	<-task.Done()
	<-lazy.Done()
}

func TestMisusePanics(t *testing.T) {
	var g background.Group
	for name, call := range map[string]func(){
		"nil context":  func() { g.Create(nil, untilCanceled) }, //nolint:staticcheck // what the test is about
		"nil function": func() { g.CreateLazy(context.Background(), 1, nil) },
		"key":          func() { g.CreateLazy(context.Background(), []int{1}, untilCanceled) },
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
	if err := g.Shutdown(t.Context()); err != nil { // the group is not left locked
		t.Error(err)
	}
}

// A function hears of its client's end from ui.Do as soon as from its context. That is no error either.
func TestClientEndsBeforeTheContext(t *testing.T) {
	errs := catchErrors(t)
	for _, until := range []background.Option{background.UntilDisconnect(), background.UntilDelete()} {
		for range 200 {
			var g background.Group
			client := ui.NewClient(new(ui.Loop).Post)
			task := g.Create(client.Context(), func(ctx context.Context) error {
				for {
					if err := ui.Do(ctx, func() {}); err != nil {
						return err
					}
				}
			}, until)
			client.Delete()
			if err := task.Wait(t.Context()); !errors.Is(err, context.Canceled) {
				t.Fatalf("Wait = %v", err)
			}
			select {
			case err := <-errs:
				t.Fatalf("reported: %v", err)
			default:
			}
		}
	}
}
