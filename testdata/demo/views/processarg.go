package views

import (
	"context"

	"github.com/go-bgkit/bgkit/runtime/process"
	"github.com/go-bgkit/bgkit/runtime/run"
	"github.com/go-bgkit/bgkit/testdata/demo/album"
	"github.com/go-bgkit/bgkit/testdata/demo/screen"
)

// ProcessArg sends work to a worker process, or tries to (BG205).
type ProcessArg struct {
	ctx    context.Context
	status *screen.Label
}

// NewProcessArg adds the view's buttons.
func NewProcessArg(ctx context.Context, w *screen.Window) *ProcessArg {
	v := &ProcessArg{ctx: ctx, status: screen.NewLabel(w)}
	w.Button("catalogue (wrong)", v.catalogueWithChannel)
	w.Button("catalogue", v.catalogue)
	return v
}

type message struct {
	Pictures []string
	Done     chan int
}

// indexWrong compiles, and every call of it fails: a channel means nothing in another process.
var indexWrong = process.Register("index (wrong)", func(_ context.Context, c message) (string, error) {
	return album.Index(c.Pictures, "catalogue"), nil
})

func (v *ProcessArg) catalogueWithChannel() {
	run.CPUBound(v.ctx, indexWrong, message{Pictures: []string{"a.png"}, Done: make(chan int)}).Then(v.show)
}

// index gets what can be sent; how far it is it would say with process.Progress.
var index = process.Register("index", func(_ context.Context, pictures []string) (string, error) {
	return album.Index(pictures, "catalogue"), nil
})

func (v *ProcessArg) catalogue() { run.CPUBound(v.ctx, index, []string{"a.png"}).Then(v.show) }

func (v *ProcessArg) show(catalogue string, err error) {
	if err != nil {
		catalogue = err.Error()
	}
	v.status.SetText(catalogue)
}
