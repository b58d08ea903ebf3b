// Package bgkit waits for a future of bgkit's own runtime.
package bgkit

import (
	"context"

	"github.com/go-bgkit/bgkit/runtime/run"

	"fyne.io/fyne/v2/widget"
)

func load(ctx context.Context) (string, error) { return "", nil }

// Wrong: the handler waits for the worker.
func NewLoad(ctx context.Context, lbl *widget.Label) *widget.Button {
	return widget.NewButton("Load", func() {
		s, _ := run.IOBound(ctx, load).Await(ctx) // want "blocks the UI goroutine"
		lbl.SetText(s)
	})
}

// Right: Then runs its function on the UI goroutine.
func NewLoadRight(ctx context.Context, lbl *widget.Label) *widget.Button {
	return widget.NewButton("Load", func() {
		run.IOBound(ctx, load).Then(func(s string, err error) { lbl.SetText(s) })
	})
}
