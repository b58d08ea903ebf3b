// Package tasks is about bgkit's own tasks.
package tasks

import (
	"context"
	"time"

	"fyne.io/fyne/v2/widget"
	"github.com/go-bgkit/bgkit/runtime/background"
)

type view struct{ ctx context.Context }

func follow(ctx context.Context) error {
	for {
		select {
		case <-time.After(time.Second):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (v *view) Buttons() []*widget.Button {
	return []*widget.Button{
		// Wrong: the task's context does not end with the client.
		widget.NewButton("Follow", func() {
			background.Create(v.ctx, follow, background.Name("follow")) // want `^background.Create outlives its client here: the task runs until its context ends`
		}),
		// Right: it does.
		widget.NewButton("Follow", func() {
			background.Create(v.ctx, follow, background.Name("follow"), background.UntilDisconnect())
		}),
		// Right: the task ends of its own accord.
		widget.NewButton("Wait", func() {
			background.Create(v.ctx, func(ctx context.Context) error {
				for ctx.Err() == nil {
					time.Sleep(time.Second)
					if time.Now().Hour() == 0 {
						return nil
					}
				}
				return ctx.Err()
			})
		}),
		// Wrong: the same with Err.
		widget.NewButton("Poll", func() {
			background.Create(v.ctx, func(ctx context.Context) error { // want "background.Create outlives its client"
				for ctx.Err() == nil {
					time.Sleep(time.Second)
				}
				return nil
			})
		}),
	}
}
