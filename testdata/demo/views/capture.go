package views

import (
	"context"

	"github.com/go-bgkit/bgkit/runtime/run"
	"github.com/go-bgkit/bgkit/testdata/demo/album"
	"github.com/go-bgkit/bgkit/testdata/demo/screen"
)

// Capture uses its fields in the background, or does not (BG104).
type Capture struct {
	ctx    context.Context
	status *screen.Label
	title  string // changed on the UI goroutine
	folder string // as above
}

// NewCapture adds the view's buttons.
func NewCapture(ctx context.Context, w *screen.Window) *Capture {
	v := &Capture{ctx: ctx, status: screen.NewLabel(w), title: "pictures", folder: "."}
	w.Button("rename", v.rename)
	w.Button("save (wrong)", v.saveWrong)
	w.Button("save", v.save)
	return v
}

// rename changes the view's state, as every handler may.
func (v *Capture) rename() {
	v.title += "!"
	v.folder = "."
}

// saveWrong reads the state while rename may be changing it, in a helper that does not look like a reader.
func (v *Capture) saveWrong() {
	run.IOBound(v.ctx, func(context.Context) (string, error) { return v.index() }).Then(v.saved)
}

func (v *Capture) index() (string, error) {
	names, err := album.Names(v.folder)
	return album.Index(names, v.title), err
}

// save reads it where it is written, and takes copies along.
func (v *Capture) save() {
	title, folder := v.title, v.folder
	run.IOBound(v.ctx, func(context.Context) (string, error) {
		names, err := album.Names(folder)
		return album.Index(names, title), err
	}).Then(v.saved)
}

func (v *Capture) saved(index string, err error) {
	if err != nil {
		index = err.Error()
	}
	v.status.SetText(index)
}
