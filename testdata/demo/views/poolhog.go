package views

import (
	"context"
	"time"

	"github.com/go-bgkit/bgkit/runtime/background"
	"github.com/go-bgkit/bgkit/runtime/run"
	"github.com/go-bgkit/bgkit/runtime/ui"
	"github.com/go-bgkit/bgkit/testdata/demo/album"
	"github.com/go-bgkit/bgkit/testdata/demo/screen"
)

// PoolHog looks at a folder for as long as its window is open (BG206).
type PoolHog struct {
	ctx    context.Context
	status *screen.Label
}

// NewPoolHog adds the view's buttons.
func NewPoolHog(ctx context.Context, w *screen.Window) *PoolHog {
	v := &PoolHog{ctx: ctx, status: screen.NewLabel(w)}
	w.Button("watch (wrong)", v.watchWrong)
	w.Button("watch", v.watch)
	return v
}

// look shows what is in the folder, again and again.
func (v *PoolHog) look(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Second):
			names, _ := album.Names(".")
			_ = ui.Do(ctx, func() { v.status.SetText(album.Index(names, "folder")) })
		}
	}
}

// watchWrong takes one of the places for reading, writing and asking, and never gives it back.
func (v *PoolHog) watchWrong() {
	run.IOBound(v.ctx, func(ctx context.Context) (int, error) {
		v.look(ctx)
		return 0, nil
	}).Forget("it ends with the client")
}

// watch is a task of its own, which ends when the client is gone.
func (v *PoolHog) watch() {
	background.Create(v.ctx, func(ctx context.Context) error {
		v.look(ctx)
		return nil
	}, background.UntilDelete())
}
