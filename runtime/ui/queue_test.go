package ui_test

import (
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-bgkit/bgkit/runtime/ui"
)

// The usual dispatchers for tview and Bubble Tea start a goroutine for each function, which keeps no order.
func TestTheClientKeepsTheOrderThatTheDispatcherLoses(t *testing.T) {
	queue := newToolkit(t)
	client := ui.NewClient(func(f func()) { go func() { queue <- f }() })
	defer client.Delete()
	var order []int
	for i := range 1000 {
		if err := client.Do(func() { order = append(order, i) }); err != nil {
			t.Fatal(err)
		}
	}
	if err := client.Call(t.Context(), func() {}); err != nil {
		t.Fatal(err)
	}
	for i, v := range order {
		if i != v {
			t.Fatalf("ran in the order %v", order)
		}
	}
}

func TestWhatPilesUpCostsOneDispatch(t *testing.T) {
	var dispatches atomic.Int32
	queue := newToolkit(t)
	client := ui.NewClient(func(f func()) { dispatches.Add(1); queue <- f })
	defer client.Delete()
	gate := make(chan struct{})
	queue <- func() { <-gate }
	for range 100 {
		_ = client.Do(func() {})
	}
	close(gate)
	if err := client.Call(t.Context(), func() {}); err != nil {
		t.Fatal(err)
	}
	if n := dispatches.Load(); n > 10 {
		t.Errorf("%d dispatches for 100 functions that waited together", n)
	}
}

// Many quick functions must not keep the toolkit from its own events.
func TestADrainLetsTheToolkitWork(t *testing.T) {
	var loop ui.Loop
	client := ui.NewClient(loop.Post, ui.Watchdog(0))
	defer client.Delete()
	var order []string
	done := make(chan struct{})
	loop.Post(func() {
		for range 20 {
			_ = client.Do(func() {
				time.Sleep(time.Millisecond)
				order = append(order, "ours")
			})
		}
		loop.Post(func() { order = append(order, "toolkit") })
		_ = client.Do(func() { close(done) })
	})
	<-done
	if order[len(order)-1] == "toolkit" {
		t.Errorf("the toolkit came last: %v", order)
	}
}

// A dispatcher that runs functions at once on whatever goroutine asks, as Fyne's test driver does: still one at a time.
func TestFunctionsOfAClientNeverRunAtTheSameTime(t *testing.T) {
	client := ui.NewClient(func(f func()) { f() })
	defer client.Delete()
	count := 0
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 500 {
				_ = client.Do(func() { count++ })
			}
		})
	}
	wg.Wait()
	eventually(t, "all ran", func() bool {
		n := 0
		_ = client.Call(t.Context(), func() { n = count })
		return n == 4000
	})
}

// A function that opens a modal dialog runs a loop inside the loop: functions must go on there.
func TestDrainInsideADrain(t *testing.T) {
	queue := newToolkit(t)
	client := ui.NewClient(func(f func()) { queue <- f })
	defer client.Delete()
	closed := false
	err := client.Call(t.Context(), func() {
		_ = client.Do(func() { closed = true })
		for !closed { // the dialog's loop
			(<-queue)()
		}
	})
	if err != nil || !closed {
		t.Errorf("Call = %v", err)
	}
}

func TestGoexitInAFunctionLosesNoOther(t *testing.T) {
	client, _ := onLoop(t)
	_ = client.Do(runtime.Goexit)
	for range 3 {
		_ = client.Do(func() {})
	}
	if err := client.Call(t.Context(), func() {}); err != nil {
		t.Error(err)
	}
}

// Delete reports errors that wait for a loop that has ended, instead of losing them with it.
func TestDeleteDropsWhatWaitsAtOnce(t *testing.T) {
	client := ui.NewClient(func(func()) {})
	for range 5 {
		_ = client.Do(func() { t.Error("ran") })
	}
	before := ui.ReadTotals().Dropped
	client.Delete()
	if n := ui.ReadTotals().Dropped - before; n != 5 {
		t.Errorf("%d more dropped in all", n)
	}
	if s := client.Stats(); s.Dropped != 5 || s.Dispatched != 5 {
		t.Errorf("Stats = %+v", s)
	}
}
