package run_test

import (
	"context"
	"errors"
	"testing"

	"github.com/go-bgkit/bgkit/runtime/run"
	"github.com/go-bgkit/bgkit/runtime/ui"
)

func TestThenWithoutAClient(t *testing.T) {
	f := run.IOBound(t.Context(), answer(3))
	got := make(chan int, 2)
	f.Then(func(v int, err error) { got <- v })
	if v := <-got; v != 3 {
		t.Errorf("Then got %d", v)
	}
	f.Then(func(v int, err error) { got <- v + 1 }) // it has ended
	if v := <-got; v != 4 {
		t.Errorf("the second Then got %d", v)
	}
}

func TestThenRunsOnTheUIGoroutineInOrder(t *testing.T) {
	var loop ui.Loop
	client := ui.NewClient(loop.Post)
	defer client.Delete()
	gate, started, open := block()
	f := run.IOBound(client.Context(), gate)
	<-started
	var order []int
	done := make(chan struct{})
	for i := range 10 {
		f.Then(func(int, error) {
			if !loop.OnLoop() {
				t.Error("not on the UI goroutine")
			}
			order = append(order, i)
			if i == 9 {
				close(done)
			}
		})
	}
	open()
	<-done
	for i, v := range order {
		if i != v {
			t.Fatalf("called in the order %v", order)
		}
	}
}

func TestThenAfterDeleteIsDroppedAndCounted(t *testing.T) {
	var loop ui.Loop
	client := ui.NewClient(loop.Post)
	gate, started, open := block()
	f := run.IOBound(client.Context(), gate)
	<-started
	f.Then(func(int, error) { t.Error("called after Delete") })
	client.Delete()
	open()
	<-f.Done()
	eventually(t, "the callback is counted as dropped", func() bool { return client.Stats().Dropped == 1 })
}

func TestPanicOfThenIsReported(t *testing.T) {
	errs := catchErrors(t)
	run.Resolved(1, nil).Then(func(int, error) { panic("boom") })
	var p *run.PanicError
	if err := <-errs; !errors.As(err, &p) {
		t.Errorf("reported %v", err)
	}

	var loop ui.Loop
	client := ui.NewClient(loop.Post)
	defer client.Delete()
	run.IOBound(client.Context(), answer(1)).Then(func(int, error) { panic("boom") })
	if err := <-errs; !errors.As(err, &p) {
		t.Errorf("reported %v", err)
	}
}

func TestErrorHandlerOfTheClientRunsOnItsUIGoroutine(t *testing.T) {
	var loop ui.Loop
	errs := make(chan error, 1)
	client := ui.NewClient(loop.Post, ui.OnError(func(ctx context.Context, err error) {
		if c, _ := ui.FromContext(ctx); c == nil || !loop.OnLoop() {
			t.Error("the handler has no client, or not its goroutine")
		}
		errs <- err
	}))
	defer client.Delete()
	run.IOBound(client.Context(), func(context.Context) (int, error) { panic("boom") }).Forget("tested elsewhere")
	var p *run.PanicError
	if err := <-errs; !errors.As(err, &p) {
		t.Errorf("reported %v", err)
	}
}
