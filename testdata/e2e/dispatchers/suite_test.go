// Package dispatchers runs the clients of package ui on real toolkits.
package dispatchers

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-bgkit/bgkit/runtime/background"
	"github.com/go-bgkit/bgkit/runtime/run"
	"github.com/go-bgkit/bgkit/runtime/ui"
)

// toolkit is a running program and its client.
type toolkit struct {
	client *ui.Client
	// setText writes to a widget. It may be called on the UI goroutine only.
	setText func(string)
	// shows reports whether the user sees the text.
	shows func(string) bool
	// press has the toolkit call the handler of a button on its UI goroutine.
	press func(handler func())
	// stop ends the toolkit's loop and returns when it has ended.
	stop func()
	// hangs says that a function sent to the toolkit after its end keeps its goroutine for ever.
	hangs bool
}

// suite is what every toolkit must pass.
func suite(t *testing.T, start func(t *testing.T) *toolkit) {
	for name, test := range map[string]func(*testing.T, *toolkit){
		"order":             testOrder,
		"result":            testResult,
		"call in a handler": testCallInHandler,
		"timer":             testTimer,
		"background error":  testBackgroundError,
		"delete":            testDelete,
		"stop then delete":  testStopThenDelete,
		"watchdog":          testWatchdog,
	} {
		t.Run(name, func(t *testing.T) {
			goroutines := runtime.NumGoroutine()
			k := start(t)
			test(t, k)
			k.client.Delete()
			k.stop()
			if name == "stop then delete" && k.hangs {
				return
			}
			eventually(t, "the goroutines are gone", func() bool { return runtime.NumGoroutine() <= goroutines })
		})
	}
}

func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !ok(); {
		if time.Now().After(deadline) {
			t.Fatalf("not within 20 s: %s", what)
		}
		time.Sleep(time.Millisecond)
	}
}

func testOrder(t *testing.T, k *toolkit) {
	var order []int
	for i := range 200 {
		if err := k.client.Do(func() { order = append(order, i) }); err != nil {
			t.Fatal(err)
		}
	}
	if err := k.client.Call(t.Context(), func() {}); err != nil {
		t.Fatal(err)
	}
	for i, v := range order {
		if i != v {
			t.Fatalf("ran in the order %v", order)
		}
	}
}

// A handler starts slow work and its result is shown by the UI goroutine.
func testResult(t *testing.T, k *toolkit) {
	k.press(func() {
		run.IOBound(k.client.Context(), func(context.Context) (string, error) {
			return "result of work", nil
		}).Then(func(text string, err error) {
			if err != nil {
				t.Error(err)
			}
			k.setText(text)
		})
	})
	eventually(t, "the result is shown", func() bool { return k.shows("result of work") })
}

// Without knowing its goroutine, the client would wait for itself.
func testCallInHandler(t *testing.T, k *toolkit) {
	if err := k.client.Call(t.Context(), func() {}); err != nil { // the client learns its goroutine
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go k.press(func() {
		ran := false
		err := ui.Call(k.client.Context(), func() { ran = true })
		if !ran && err == nil {
			err = errors.New("not run")
		}
		done <- err
	})
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("Call in a handler hangs")
	}
}

func testTimer(t *testing.T, k *toolkit) {
	n := 0
	timer := ui.NewTimer(k.client.Context(), 5*time.Millisecond, func(context.Context) {
		n++
		k.setText(strings.Repeat("tick ", n%4+1) + "end")
	}, ui.Immediate())
	eventually(t, "the timer's text is shown", func() bool { return k.shows("tick tick tick end") })
	timer.Cancel()
}

func testBackgroundError(t *testing.T, k *toolkit) {
	background.Create(k.client.Context(), func(context.Context) error { return errors.New("upload failed") },
		background.OnError(func(_ context.Context, err error) { k.setText(errors.Unwrap(err).Error()) }))
	eventually(t, "the error is shown", func() bool { return k.shows("upload failed") })
}

// A result that comes after Delete does not touch the UI.
func testDelete(t *testing.T, k *toolkit) {
	gate := make(chan struct{})
	f := run.IOBound(k.client.Context(), func(context.Context) (int, error) { <-gate; return 1, nil })
	f.Then(func(int, error) { t.Error("ran after Delete") })
	var deleted atomic.Bool
	k.client.OnDelete(func() { deleted.Store(true) })
	k.client.Delete()
	if !deleted.Load() {
		t.Error("OnDelete has not run when Delete returns")
	}
	close(gate)
	<-f.Done()
	eventually(t, "the result is counted as dropped", func() bool { return k.client.Stats().Dropped == 1 })
}

// The end of a program: the loop ends, then main deletes the client.
func testStopThenDelete(t *testing.T, k *toolkit) {
	var deleted atomic.Bool
	k.client.OnDelete(func() { deleted.Store(true) })
	k.stop()
	k.client.Delete()
	if !deleted.Load() {
		t.Error("OnDelete did not run")
	}
}

//go:noinline
func holdTheUIGoroutine(gate <-chan struct{}) { <-gate }

func testWatchdog(t *testing.T, k *toolkit) {
	gate := make(chan struct{})
	held := make(chan error, 1)
	go func() { held <- k.client.Call(context.Background(), func() { holdTheUIGoroutine(gate) }) }()
	err := <-freezes
	close(gate)
	<-held
	if text := err.Error(); !strings.Contains(text, "BG101") || !strings.Contains(text, "holdTheUIGoroutine") {
		t.Errorf("no rule or no stack: %v", err)
	}
}

// freezes receives what the watchdogs of all clients report.
var freezes = make(chan error, 100)

// newClient makes a client with the options of the suite.
func newClient(dispatch func(func())) *ui.Client {
	return ui.NewClient(dispatch, ui.Watchdog(200*time.Millisecond), ui.OnError(func(_ context.Context, err error) {
		var freeze *ui.FreezeError
		if errors.As(err, &freeze) {
			freezes <- err
		}
	}))
}
