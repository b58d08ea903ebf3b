package views

import (
	"context"
	"time"

	"github.com/go-bgkit/bgkit/runtime/background"
	"github.com/go-bgkit/bgkit/runtime/ui"
	"github.com/go-bgkit/bgkit/testdata/demo/album"
	"github.com/go-bgkit/bgkit/testdata/demo/screen"
)

// Cleanup leaves work behind that nobody needs, or does not (BG203).
type Cleanup struct {
	ctx    context.Context
	status *screen.Label
}

// NewCleanup adds the view's buttons.
func NewCleanup(ctx context.Context, w *screen.Window) *Cleanup {
	v := &Cleanup{ctx: ctx, status: screen.NewLabel(w)}
	w.Button("watch (wrong)", v.watchWrong)
	w.Button("follow (wrong)", v.followWrong)
	w.Button("follow", v.follow)
	w.Button("clock", v.clock)
	return v
}

// watchWrong starts one more goroutine at each click, and none ever ends.
func (v *Cleanup) watchWrong() {
	go func() {
		for range time.Tick(time.Minute) {
			v.look(v.ctx)
		}
	}()
}

// followWrong starts a task whose context ends with the program, not with the client.
func (v *Cleanup) followWrong() { background.Create(v.ctx, v.poll) }

// follow starts one that ends with the client.
func (v *Cleanup) follow() { background.Create(v.ctx, v.poll, background.UntilDisconnect()) }

func (v *Cleanup) poll(ctx context.Context) error {
	for ctx.Err() == nil {
		v.look(ctx)
		time.Sleep(time.Minute)
	}
	return nil
}

func (v *Cleanup) look(ctx context.Context) {
	if names, err := album.Names("."); err == nil {
		_ = ui.Do(ctx, func() { v.status.SetText(album.Index(names, "found")) })
	}
}

// clock needs no goroutine of its own: a timer stops with its client.
func (v *Cleanup) clock() {
	ui.NewTimer(v.ctx, time.Second, func(context.Context) { v.status.SetText(time.Now().Format(time.TimeOnly)) })
}
