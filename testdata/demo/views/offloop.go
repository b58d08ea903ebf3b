package views

import (
	"context"

	"github.com/go-bgkit/bgkit/runtime/background"
	"github.com/go-bgkit/bgkit/runtime/ui"
	"github.com/go-bgkit/bgkit/testdata/demo/album"
	"github.com/go-bgkit/bgkit/testdata/demo/screen"
)

// OffLoop touches widgets off the UI goroutine, or does not (BG103).
type OffLoop struct {
	ctx    context.Context
	window *screen.Window
	status *screen.Label
}

// NewOffLoop adds the view's buttons.
func NewOffLoop(ctx context.Context, w *screen.Window) *OffLoop {
	v := &OffLoop{ctx: ctx, window: w, status: screen.NewLabel(w)}
	w.Button("count (wrong)", v.countWrong)
	w.Button("count", v.count)
	return v
}

// countWrong updates the label from a goroutine that nobody knows. "bglint --fix" repairs it.
func (v *OffLoop) countWrong() {
	go func() {
		if names, err := album.Names("."); err == nil {
			v.finish(album.Index(names, "found"))
		}
	}()
}

func (v *OffLoop) finish(text string) { v.status.SetText(text) }

// count comes back to the UI goroutine by the client that the context carries. The task has a name, and its error goes
// where errors go.
func (v *OffLoop) count() {
	background.Create(v.ctx, func(ctx context.Context) error {
		names, err := album.Names(".")
		if err != nil {
			return err
		}
		return ui.Do(ctx, func() { v.finish(album.Index(names, "found")) })
	}, background.Name("count"))
}
