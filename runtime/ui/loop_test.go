package ui_test

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/go-bgkit/bgkit/runtime/ui"
)

func TestLoopRunsInOrderOneAtATime(t *testing.T) {
	var loop ui.Loop
	var order []int // no lock: that is what a loop is for
	for i := range 1000 {
		loop.Post(func() { order = append(order, i) })
	}
	flush(&loop)
	for i, v := range order {
		if i != v {
			t.Fatalf("ran in the order %v", order)
		}
	}
}

func TestLoopPostFromManyGoroutines(t *testing.T) {
	var loop ui.Loop
	count := 0
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			for range 500 {
				loop.Post(func() { count++ })
			}
		})
	}
	wg.Wait()
	flush(&loop)
	if count != 8000 {
		t.Errorf("%d of 8000 functions ran", count)
	}
}

func TestLoopPostFromItself(t *testing.T) {
	var loop ui.Loop
	done := make(chan []string, 1)
	loop.Post(func() {
		var order []string
		loop.Post(func() { done <- append(order, "inner") })
		order = append(order, "outer")
	})
	if got := <-done; len(got) != 2 {
		t.Errorf("the inner function ran inside the outer one: %v", got)
	}
}

func TestIdleLoopHasNoGoroutine(t *testing.T) {
	before := runtime.NumGoroutine()
	loops := make([]ui.Loop, 1000)
	for i := range loops {
		loops[i].Post(func() {})
	}
	eventually(t, "the goroutines are gone", func() bool { return runtime.NumGoroutine() <= before })
}

func TestOnLoop(t *testing.T) {
	var loop, other ui.Loop
	if loop.OnLoop() {
		t.Error("the test is not on the loop")
	}
	loop.Post(func() {
		if !loop.OnLoop() || other.OnLoop() {
			t.Error("on the loop, OnLoop is wrong")
		}
	})
	flush(&loop)
}

func TestLoopSurvivesPanicAndGoexit(t *testing.T) {
	errs := catchErrors(t)
	var loop ui.Loop
	loop.Post(func() { panic("boom") })
	if err := <-errs; err == nil {
		t.Error("the panic was not reported")
	}
	loop.Post(runtime.Goexit)
	flush(&loop)
}

func TestClosedLoopDrops(t *testing.T) {
	var loop ui.Loop
	gate, started := make(chan struct{}), make(chan struct{})
	loop.Post(func() { close(started); <-gate })
	<-started
	loop.Post(func() { t.Error("ran after Close") })
	loop.Close()
	loop.Post(func() { t.Error("ran after Close") })
	close(gate)
	eventually(t, "the loop is idle", func() bool { return !loop.OnLoop() })
}

// A client of a loop knows its UI goroutine before anything was dispatched to it.
func TestClientOfALoop(t *testing.T) {
	var loop ui.Loop
	client := loop.NewClient()
	defer client.Delete()
	result := make(chan error, 1)
	loop.Post(func() { // not through the client
		ran := false
		err := client.Call(t.Context(), func() { ran = true })
		if !ran && err == nil {
			err = errors.New("Call did not run its function")
		}
		result <- err
	})
	select {
	case err := <-result:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("Call on the loop waits for itself")
	}
	if err := client.Call(t.Context(), func() {
		if !loop.OnLoop() {
			t.Error("not on the loop")
		}
	}); err != nil {
		t.Error(err)
	}
}

// A function that holds the loop is reported with its stack, although it was not the client that dispatched it.
func TestHeartbeatOfALoop(t *testing.T) {
	var loop ui.Loop
	errs := make(chan error, 10)
	client := loop.NewClient(ui.Watchdog(20*time.Millisecond), ui.Heartbeat(time.Millisecond),
		ui.OnError(func(_ context.Context, err error) { errs <- err }))
	defer client.Delete()
	gate := make(chan struct{})
	loop.Post(func() { holdTheUIGoroutine(gate) })
	checkFreeze(t, <-errs)
	close(gate)
}
