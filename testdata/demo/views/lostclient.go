package views

import (
	"context"

	"github.com/go-bgkit/bgkit/runtime/background"
	"github.com/go-bgkit/bgkit/runtime/ui"
	"github.com/go-bgkit/bgkit/testdata/demo/album"
	"github.com/go-bgkit/bgkit/testdata/demo/screen"
)

// LostClient starts work for a client, or for nobody (BG202).
type LostClient struct{ status *screen.Label }

// NewLostClient adds the view's buttons.
func NewLostClient(ctx context.Context, w *screen.Window) *LostClient {
	v := &LostClient{status: screen.NewLabel(w)}
	w.Button("sync (wrong)", func() { v.syncWrong(ctx) })
	w.Button("sync", func() { v.sync(ctx) })
	return v
}

// syncWrong leaves its client behind: whoever asks the task's context for it gets ErrNoClient, and nothing is shown.
func (v *LostClient) syncWrong(ctx context.Context) {
	background.Create(context.Background(), v.upload)
}

// sync takes the client along. The task outlives the handler all the same.
func (v *LostClient) sync(ctx context.Context) {
	background.Create(ctx, v.upload)
}

func (v *LostClient) upload(ctx context.Context) error {
	if err := album.Upload(ctx, nil); err != nil {
		return err
	}
	return ui.Do(ctx, func() { v.status.SetText("synchronised") })
}
