package run_test

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
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

// file counts how often it was closed.
type file struct{ closed atomic.Int32 }

func (f *file) Close() error {
	f.closed.Add(1)
	return nil
}

// A result that only dropped callbacks were to get is closed, once.
func TestDroppedResultIsClosed(t *testing.T) {
	var loop ui.Loop
	for _, others := range []int{0, 1} { // more callbacks
		for _, ended := range []bool{false, true} { // before Delete
			client := ui.NewClient(loop.Post)
			v := &file{}
			open := make(chan struct{})
			f := run.IOBound(client.Context(), func(context.Context) (*file, error) { <-open; return v, nil })
			hold := make(chan struct{})
			loop.Post(func() { <-hold })
			for range 1 + others {
				f.Then(func(*file, error) { t.Error("called after Delete") })
			}
			if ended {
				close(open)
				<-f.Done()
			}
			client.Delete()
			if !ended {
				close(open)
			}
			close(hold)
			eventually(t, "the result is closed", func() bool { return v.closed.Load() > 0 })
			f.Then(func(*file, error) {}) // dropped, too
			flush := make(chan struct{})
			loop.Post(func() { close(flush) })
			<-flush
			if n := v.closed.Load(); n != 1 {
				t.Errorf("closed %d times", n)
			}
		}
	}
}

// A result that somebody has, or waits for, is left to him.
func TestResultOfAnotherIsNotClosed(t *testing.T) {
	for name, take := range map[string]func(f *run.Future[*file]) (*file, error){
		"Result": func(f *run.Future[*file]) (*file, error) { <-f.Done(); return f.Result() },
		"Await":  func(f *run.Future[*file]) (*file, error) { return f.Await(context.Background()) },
	} {
		var loop ui.Loop
		client := ui.NewClient(loop.Post)
		f := run.IOBound(client.Context(), func(context.Context) (*file, error) { return &file{}, nil })
		v, err := take(f)
		if err != nil {
			t.Fatal(err)
		}
		client.Delete()
		f.Then(func(*file, error) {})
		eventually(t, "the callback is dropped", func() bool { return client.Stats().Dropped == 1 })
		if v.closed.Load() != 0 {
			t.Errorf("%s: closed under its owner", name)
		}
	}
	// Called for one client, and there is nothing to close in an error.
	var loop ui.Loop
	client := ui.NewClient(loop.Post)
	got := make(chan *file, 1)
	f := run.IOBound(client.Context(), func(context.Context) (*file, error) { return &file{}, nil })
	f.Then(func(v *file, _ error) { got <- v })
	v := <-got
	client.Delete()
	f.Then(func(*file, error) {})
	eventually(t, "the callback is dropped", func() bool { return client.Stats().Dropped == 1 })
	if v.closed.Load() != 0 {
		t.Error("closed under the callback that has it")
	}
	run.Resolved[*file](nil, nil).Then(func(*file, error) {})
}

// A Close that fails is reported.
func TestCloseOfADroppedResultFails(t *testing.T) {
	errs := catchErrors(t)
	for _, v := range []badFile{"error", "panic"} {
		client := ui.NewClient(new(ui.Loop).Post)
		client.Delete()
		f := run.IOBound(context.WithoutCancel(client.Context()), func(context.Context) (badFile, error) { return v, nil })
		f.Then(func(badFile, error) {})
		var task *run.TaskError
		if err := <-errs; !errors.As(err, &task) || !strings.Contains(err.Error(), "closing") {
			t.Errorf("%s: reported %v", v, err)
		}
	}
}

type badFile string

func (f badFile) Close() error {
	if f == "panic" {
		panic(f)
	}
	return errors.New("the disk is full")
}
