package s15

import (
	"context"

	"github.com/go-bgkit/bgkit/runtime/run"

	"fyne.io/fyne/v2/widget"
)

func fetch(ctx context.Context) (string, error) { return "", nil }

func fetchAsync(ctx context.Context) *run.Future[string] { return run.IOBound(ctx, fetch) }

func NewFutures(ctx context.Context, lbl *widget.Label) []*widget.Button {
	return []*widget.Button{
		widget.NewButton("Statement", func() {
			run.IOBound(ctx, fetch) // want "is dropped"
		}),
		widget.NewButton("Helper", func() {
			fetchAsync(ctx) // want "is dropped"
		}),
		widget.NewButton("Blank", func() {
			_ = fetchAsync(ctx) // want "is dropped"
		}),
		widget.NewButton("Dead store", func() {
			f := fetchAsync(ctx) // want "is dropped"
			f = fetchAsync(ctx)
			f.Then(func(s string, err error) { lbl.SetText(s) })
		}),
		widget.NewButton("Then", func() {
			fetchAsync(ctx).Then(func(s string, err error) { lbl.SetText(s) })
		}),
		widget.NewButton("Forget", func() {
			fetchAsync(ctx).Forget("only warms the cache")
		}),
	}
}

type page struct{ pending *run.Future[string] }

// Right: kept, or given on.
func (p *page) Keep(ctx context.Context, all chan *run.Future[string]) {
	p.pending = fetchAsync(ctx)
	all <- fetchAsync(ctx)
	go func() { _, _ = fetchAsync(ctx).Await(ctx) }()
}
