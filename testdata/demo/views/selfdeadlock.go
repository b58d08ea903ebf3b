package views

import (
	"context"

	"github.com/go-bgkit/bgkit/runtime/background"
	"github.com/go-bgkit/bgkit/testdata/demo/album"
	"github.com/go-bgkit/bgkit/testdata/demo/screen"
)

// SelfDeadlock waits for the UI goroutine on the UI goroutine, or does not (BG102).
type SelfDeadlock struct {
	ctx    context.Context
	window *screen.Window
	status *screen.Label
}

// NewSelfDeadlock adds the view's buttons.
func NewSelfDeadlock(ctx context.Context, w *screen.Window) *SelfDeadlock {
	v := &SelfDeadlock{ctx: ctx, window: w, status: screen.NewLabel(w)}
	w.Button("notify (wrong)", v.notifyWrong)
	w.Button("notify", v.notify)
	w.Button("upload", v.upload)
	return v
}

// say may be called on every goroutine but one.
func (v *SelfDeadlock) say(text string) {
	v.window.DoAndWait(func() { v.status.SetText(text) })
}

// notifyWrong is on that one: it waits for itself, for ever.
func (v *SelfDeadlock) notifyWrong() { v.say("clicked") }

// notify is on the UI goroutine already.
func (v *SelfDeadlock) notify() { v.status.SetText("clicked") }

// upload says so from a background task, which may wait.
func (v *SelfDeadlock) upload() {
	background.Create(v.ctx, func(ctx context.Context) error {
		err := album.Upload(ctx, nil)
		v.say("uploaded")
		return err
	})
}
