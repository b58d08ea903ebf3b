package through

import (
	"fyne.io/fyne/v2/widget"
	"golang.org/x/sync/errgroup"
)

type counter struct{ n int }

type panel struct {
	counter
	group errgroup.Group
	bar   *widget.ProgressBar
}

// A promoted field, written in an errgroup's goroutine.
func (p *panel) Button(count func() int) *widget.Button {
	return widget.NewButton("Count", func() {
		p.bar.SetValue(float64(p.n))
		p.group.Go(func() error {
			p.n = count() // want "races with"
			return nil
		})
	})
}
