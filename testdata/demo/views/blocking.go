// Package views has the mistakes: a file for each rule, the wrong handlers first, the right ones below them.
package views

import (
	"context"
	"fmt"
	"time"

	"github.com/go-bgkit/bgkit/runtime/run"
	"github.com/go-bgkit/bgkit/testdata/demo/album"
	"github.com/go-bgkit/bgkit/testdata/demo/screen"
)

// Blocking holds the UI goroutine, or does not (BG101).
type Blocking struct {
	ctx    context.Context
	status *screen.Label
}

// NewBlocking adds the view's buttons.
func NewBlocking(ctx context.Context, w *screen.Window) *Blocking {
	v := &Blocking{ctx: ctx, status: screen.NewLabel(w)}
	w.Button("wait (wrong)", v.waitWrong)
	w.Button("check (wrong)", v.checkWrong)
	w.Button("check", v.check)
	return v
}

// waitWrong freezes the window for five seconds.
func (v *Blocking) waitWrong() {
	time.Sleep(5 * time.Second)
	v.status.SetText("done")
}

const server = "http://localhost:8080/album"

// checkWrong freezes the window as long as the network takes; the call that blocks is in another package.
func (v *Blocking) checkWrong() { v.show(album.Online(server)) }

// check asks elsewhere, and shows the answer on the UI goroutine again.
func (v *Blocking) check() {
	run.IOBound(v.ctx, func(context.Context) (bool, error) {
		return album.Online(server)
	}).Then(v.show)
}

func (v *Blocking) show(online bool, err error) {
	if err != nil {
		v.status.SetText(err.Error())
		return
	}
	v.status.SetText(fmt.Sprintf("online: %t", online))
}
