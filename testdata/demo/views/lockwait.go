package views

import (
	"context"
	"fmt"
	"sync"

	"github.com/go-bgkit/bgkit/runtime/background"
	"github.com/go-bgkit/bgkit/testdata/demo/album"
	"github.com/go-bgkit/bgkit/testdata/demo/screen"
)

// LockWait holds a lock that the UI goroutine needs while it waits, or does not (BG204).
type LockWait struct {
	ctx    context.Context
	status *screen.Label

	mu     sync.Mutex
	online bool
}

// NewLockWait adds the view's buttons.
func NewLockWait(ctx context.Context, w *screen.Window) *LockWait {
	v := &LockWait{ctx: ctx, status: screen.NewLabel(w)}
	w.Button("ping (wrong)", v.pingWrong)
	w.Button("ping", v.ping)
	w.Button("last ping", v.show)
	return v
}

// show is a handler that only takes a lock.
func (v *LockWait) show() {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.status.SetText(fmt.Sprintf("online: %t", v.online))
}

// pingWrong lets show wait as long as the network takes.
func (v *LockWait) pingWrong() {
	background.Create(v.ctx, func(context.Context) (err error) {
		v.mu.Lock()
		defer v.mu.Unlock()
		v.online, err = album.Online(server)
		return err
	})
}

// ping takes the lock when the answer is there.
func (v *LockWait) ping() {
	background.Create(v.ctx, func(context.Context) error {
		online, err := album.Online(server)
		v.mu.Lock()
		defer v.mu.Unlock()
		v.online = online
		return err
	})
}
