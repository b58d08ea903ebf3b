package ui_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/go-bgkit/bgkit/runtime/run"
	"github.com/go-bgkit/bgkit/runtime/ui"
)

func TestDoRunsOnTheUIGoroutineInOrder(t *testing.T) {
	client, loop := onLoop(t)
	var order []int
	for i := range 100 {
		if err := ui.Do(client.Context(), func() {
			if !loop.OnLoop() {
				t.Error("not on the UI goroutine")
			}
			order = append(order, i)
		}); err != nil {
			t.Fatal(err)
		}
	}
	flush(loop)
	for i, v := range order {
		if i != v {
			t.Fatalf("ran in the order %v", order)
		}
	}
	if s := client.Stats(); s.Dispatched != 100 || s.Dropped != 0 {
		t.Errorf("Stats = %+v", s)
	}
}

func TestNoClient(t *testing.T) {
	nop := func() {}
	if err := ui.Do(t.Context(), nop); !errors.Is(err, ui.ErrNoClient) {
		t.Errorf("Do = %v", err)
	}
	if err := ui.Call(t.Context(), nop); !errors.Is(err, ui.ErrNoClient) || !strings.Contains(err.Error(), "context.Background()") {
		t.Errorf("Call = %v, want an explanation", err)
	}
	client, _ := onLoop(t)
	if _, err := ui.FromContext(ui.NewContext(client.Context(), nil)); !errors.Is(err, ui.ErrNoClient) {
		t.Errorf("FromContext = %v for a hidden client", err)
	}
	if c, err := ui.FromContext(ui.NewContext(t.Context(), client)); c != client || err != nil {
		t.Errorf("FromContext = %v, %v", c, err)
	}
}

func TestCallWaits(t *testing.T) {
	client, loop := onLoop(t)
	ran := false
	if err := ui.Call(client.Context(), func() { ran = loop.OnLoop() }); err != nil || !ran {
		t.Errorf("Call = %v, ran on the loop: %v", err, ran)
	}
}

func TestCallOnTheUIGoroutineRunsInline(t *testing.T) {
	client, loop := onLoop(t)
	order := make(chan string, 3)
	if err := client.Do(func() {
		if err := ui.Call(client.Context(), func() { order <- "inner" }); err != nil {
			t.Error(err)
		}
		order <- "outer"
	}); err != nil {
		t.Fatal(err)
	}
	if a, b := <-order, <-order; a != "inner" || b != "outer" {
		t.Errorf("ran %s, %s", a, b)
	}
	// also in a function that the client did not dispatch
	loop.Post(func() {
		if err := client.Call(t.Context(), func() { order <- "inline" }); err != nil {
			t.Error(err)
		}
	})
	if s := <-order; s != "inline" {
		t.Error(s)
	}
}

// A goroutine started by a handler has the handler's context but is not the UI goroutine.
func TestCallFromAGoroutineOfAHandlerIsNotInline(t *testing.T) {
	client, loop := onLoop(t)
	done := make(chan error, 1)
	var wrong atomic.Bool
	if err := client.Do(func() {
		started := make(chan struct{})
		go func() {
			close(started)
			done <- ui.Call(client.Context(), func() { wrong.Store(!loop.OnLoop()) })
		}()
		<-started
	}); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil || wrong.Load() {
		t.Errorf("Call = %v, ran elsewhere: %v", err, wrong.Load())
	}
}

func TestCallGivesUpAndItsFunctionNeverRuns(t *testing.T) {
	client, loop := onLoop(t)
	gate := make(chan struct{})
	loop.Post(func() { <-gate })
	why := errors.New("enough")
	ctx, cancel := context.WithCancelCause(client.Context())
	cancel(why)
	if err := ui.Call(ctx, func() { t.Error("ran after Call returned") }); err != why {
		t.Errorf("Call = %v", err)
	}
	close(gate)
	flush(loop)
}

func TestCallEndsWithItsClient(t *testing.T) {
	client, loop := onLoop(t)
	gate := make(chan struct{})
	loop.Post(func() { <-gate })
	errs := make(chan error, 1)
	go func() { errs <- client.Call(context.Background(), func() { t.Error("ran after Delete") }) }()
	eventually(t, "the call is queued", func() bool { return client.Stats().Dispatched == 1 })
	client.Delete()
	if err := <-errs; !errors.Is(err, ui.ErrDeleted) {
		t.Errorf("Call = %v", err)
	}
	close(gate)
	flush(loop)
	if err := client.Call(t.Context(), func() { t.Error("ran after Delete") }); err != ui.ErrDeleted {
		t.Errorf("Call after Delete = %v", err)
	}
	if err := client.Do(func() { t.Error("ran after Delete") }); err != ui.ErrDeleted {
		t.Errorf("Do after Delete = %v", err)
	}
}

func TestPanicOfCallIsReturnedAndOfDoReported(t *testing.T) {
	errs := catchErrors(t)
	client, _ := onLoop(t)
	var p *run.PanicError
	if err := client.Call(t.Context(), func() { panic("boom") }); !errors.As(err, &p) {
		t.Errorf("Call = %v", err)
	}
	if err := client.Do(func() { panic("boom") }); err != nil {
		t.Fatal(err)
	}
	if err := <-errs; !errors.As(err, &p) {
		t.Errorf("reported %v", err)
	}
	if err := client.Call(t.Context(), func() {}); err != nil {
		t.Errorf("after the panics: %v", err)
	}
}

// A dispatcher that runs functions on changing goroutines, under a lock, as test drivers do.
func TestCallWithADispatcherOfChangingGoroutines(t *testing.T) {
	var mu sync.Mutex
	client := ui.NewClient(func(f func()) {
		go func() {
			mu.Lock()
			defer mu.Unlock()
			f()
		}()
	})
	defer client.Delete()
	count := 0
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			err := client.Call(t.Context(), func() {
				if err := client.Call(t.Context(), func() { count++ }); err != nil {
					t.Error(err)
				}
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if count != 50 {
		t.Errorf("%d of 50 ran", count)
	}
}

func TestBindAndOnUI(t *testing.T) {
	never := func(func()) {} // a loop that has not started
	client := ui.NewClient(never)
	client.Bind()
	ran := false
	if err := client.Call(t.Context(), func() { ran = true }); err != nil || !ran {
		t.Errorf("after Bind: %v, ran %v", err, ran)
	}
	ran = false
	client = ui.NewClient(never, ui.OnUI(func() bool { return true }))
	if err := client.Call(t.Context(), func() { ran = true }); err != nil || !ran {
		t.Errorf("with OnUI: %v, ran %v", err, ran)
	}
}

// Nothing starts on a client once Delete has returned, however many try.
func TestNothingRunsAfterDelete(t *testing.T) {
	for range 50 {
		client, loop := onLoop(t)
		var over atomic.Bool
		var ran, sent atomic.Int64
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				for range 100 {
					sent.Add(1)
					_ = client.Do(func() {
						ran.Add(1)
						if over.Load() {
							t.Error("started after Delete")
						}
					})
				}
			})
		}
		eventually(t, "some ran", func() bool { return ran.Load() > 10 })
		client.Delete()
		over.Store(true)
		wg.Wait()
		flush(loop)
		if s := client.Stats(); ran.Load()+int64(s.Dropped) != sent.Load() {
			t.Fatalf("%d sent, %d ran, %d dropped", sent.Load(), ran.Load(), s.Dropped)
		}
	}
}
