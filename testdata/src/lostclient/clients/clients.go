// Package clients gives bgkit's runtime contexts with and without a client.
package clients

import (
	"context"
	"time"

	"github.com/go-bgkit/bgkit/runtime/background"
	"github.com/go-bgkit/bgkit/runtime/run"
	"github.com/go-bgkit/bgkit/runtime/ui"
)

func work(context.Context) error { return nil }

func load(context.Context) (int, error) { return 0, nil }

func show(int, error) {}

func onClick(ctx context.Context) {
	ui.Do(context.Background(), func() {}) // want `ui.Do gets context.Background, which leads to no client`
	timeout, cancel := context.WithTimeout(context.TODO(), time.Second)
	defer cancel()
	ui.Call(timeout, func() {})                                              // want `ui.Call gets context.TODO, which leads to no client`
	ui.NewTimer(context.Background(), time.Second, func(context.Context) {}) // want `ui.NewTimer gets context.Background, which leads to no client`
	background.Create(context.Background(), work)                            // want `background.Create gets context.Background, though ctx is at hand`
	run.IOBound(context.Background(), load).Then(show)                       // want `run.IOBound gets context.Background, though ctx is at hand`

	ui.Do(ctx, func() {})
	background.Create(ctx, work)
	background.Create(context.WithoutCancel(ctx), work)
	run.IOBound(ctx, load).Then(show)
}

func onOpen(c *ui.Client) {
	background.Create(context.Background(), work) // want `background.Create gets context.Background, though c is at hand`
	background.Create(ui.NewContext(context.Background(), c), work)
	ui.Do(c.Context(), func() {})
}

// There is no client here: the task is the program's own.
func setUp() {
	background.Create(context.Background(), work)
	ui.NewBackgroundTimer(context.Background(), time.Second, work)
}

func Run() {
	setUp()
	c := ui.NewClient(func(f func()) { f() })
	onOpen(c)
	onClick(c.Context())
}
