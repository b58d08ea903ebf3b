package ui_test

import (
	"context"
	"testing"
	"time"

	"github.com/go-bgkit/bgkit/runtime/run"
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

// onLoop makes a client of a new loop, for tests that want both.
func onLoop(t *testing.T, opts ...ui.Option) (*ui.Client, *ui.Loop) {
	loop := new(ui.Loop)
	client := ui.NewClient(loop.Post, opts...)
	t.Cleanup(client.Delete)
	return client, loop
}

// catchErrors sets the program's error handler for the test and returns what it hears.
func catchErrors(t *testing.T) <-chan error {
	errs := make(chan error, 100)
	run.SetErrorHandler(func(_ context.Context, err error) { errs <- err })
	t.Cleanup(func() { run.SetErrorHandler(nil) })
	return errs
}

// flush waits until the loop has run what was posted so far.
func flush(loop *ui.Loop) {
	done := make(chan struct{})
	loop.Post(func() { close(done) })
	<-done
}
