package views

import (
	"context"

	"github.com/go-bgkit/bgkit/runtime/background"
	"github.com/go-bgkit/bgkit/runtime/run"
	"github.com/go-bgkit/bgkit/testdata/demo/album"
	"github.com/go-bgkit/bgkit/testdata/demo/screen"
)

// Discarded drops the results of its work, or does not (BG201).
type Discarded struct {
	ctx    context.Context
	status *screen.Label
}

// NewDiscarded adds the view's buttons.
func NewDiscarded(ctx context.Context, w *screen.Window) *Discarded {
	v := &Discarded{ctx: ctx, status: screen.NewLabel(w)}
	w.Button("export (wrong)", v.exportWrong)
	w.Button("export", v.export)
	w.Button("export in the background", v.exportInBackground)
	return v
}

func (v *Discarded) write() *run.Future[int] {
	ctx := v.ctx
	return run.IOBound(ctx, func(context.Context) (int, error) {
		return 1, album.Save(".", "pictures")
	})
}

// exportWrong starts the work, and nobody will hear that it failed.
func (v *Discarded) exportWrong() { v.write() }

// export shows how it ended.
func (v *Discarded) export() {
	v.write().Then(func(_ int, err error) {
		if err != nil {
			v.status.SetText(err.Error())
			return
		}
		v.status.SetText("exported")
	})
}

// exportInBackground needs no result: a task reports its error by itself.
func (v *Discarded) exportInBackground() {
	background.Create(v.ctx, func(context.Context) error { return album.Save(".", "pictures") })
}
