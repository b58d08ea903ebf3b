package ui_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/go-bgkit/bgkit/runtime/ui"
)

//go:noinline
func holdTheUIGoroutine(gate <-chan struct{}) { <-gate }

func TestWatchdogReportsAFreezeWithItsStack(t *testing.T) {
	errs := make(chan error, 10)
	client, _ := onLoop(t, ui.Watchdog(5*time.Millisecond), ui.OnError(func(_ context.Context, err error) { errs <- err }))
	gate := make(chan struct{})
	_ = client.Do(func() { holdTheUIGoroutine(gate) })
	checkFreeze(t, <-errs)
	close(gate)
	if s := client.Stats(); s.Freezes != 1 {
		t.Errorf("Stats = %+v", s)
	}
}

func checkFreeze(t *testing.T, err error) {
	t.Helper()
	var freeze *ui.FreezeError
	if !errors.As(err, &freeze) {
		t.Fatalf("reported %v", err)
	}
	if text := err.Error(); !strings.Contains(text, "BG101") || !strings.Contains(text, "holdTheUIGoroutine") {
		t.Errorf("the report has no rule or no stack: %s", text)
	}
	if strings.Count(string(freeze.Stack), "goroutine ") > 2 { // its header and "created by ... in goroutine"
		t.Errorf("more than one goroutine:\n%s", freeze.Stack)
	}
}

func TestWatchdogIsSilentAboutQuickFunctions(t *testing.T) {
	client, loop := onLoop(t, ui.Watchdog(time.Minute), ui.OnError(func(_ context.Context, err error) { t.Error(err) }))
	for range 100 {
		_ = client.Do(func() {})
	}
	flush(loop)
}

// newToolkit starts a loop of another kind: one goroutine until the end of the test, with handlers of its own.
func newToolkit(t *testing.T) (queue chan func()) {
	queue = make(chan func(), 1000)
	go func() {
		for {
			select {
			case f := <-queue:
				f()
			case <-t.Context().Done():
				return
			}
		}
	}()
	return queue
}

func TestHeartbeatSeesTheToolkitsOwnHandlers(t *testing.T) {
	queue := newToolkit(t)
	errs := make(chan error, 10)
	client := ui.NewClient(func(f func()) { queue <- f }, ui.Watchdog(20*time.Millisecond), ui.Heartbeat(time.Millisecond),
		ui.OnError(func(_ context.Context, err error) { errs <- err }))
	queue <- client.Bind
	gate := make(chan struct{})
	queue <- func() { holdTheUIGoroutine(gate) }
	checkFreeze(t, <-errs)
	close(gate)
	client.Delete()
}

func TestCallOnAnUnknownUIGoroutineIsReported(t *testing.T) {
	errs := make(chan error, 10)
	client := ui.NewClient(func(func()) {}, ui.Watchdog(time.Millisecond),
		ui.OnError(func(_ context.Context, err error) { errs <- err }))
	ctx, cancel := context.WithCancel(context.Background())
	called := make(chan error, 1)
	go func() { called <- client.Call(ctx, func() {}) }()
	err := <-errs
	var wait *ui.WaitError
	if !errors.As(err, &wait) || !strings.Contains(err.Error(), "BG102") || !strings.Contains(err.Error(), "Client.Bind") {
		t.Errorf("reported %v", err)
	}
	cancel()
	if err := <-called; err != context.Canceled {
		t.Errorf("Call = %v", err)
	}
}
