// Package s18 is shape S18: a helper runs its func argument in a goroutine.
package s18

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	"golang.org/x/sync/errgroup"
)

func withSpinner(lbl *widget.Label, f func()) {
	lbl.Show()
	go func() {
		defer fyne.Do(lbl.Hide)
		f()
	}()
}

func NewLoad(lbl *widget.Label, list *widget.List) *widget.Button {
	return widget.NewButton("Load", func() {
		withSpinner(lbl, func() {
			list.Refresh() // want "off the UI goroutine"
		})
	})
}

func NewLoadAll(c *fyne.Container, names []string) *widget.Button {
	return widget.NewButton("All", func() {
		var g errgroup.Group
		for _, name := range names {
			g.Go(func() error {
				c.Add(widget.NewLabel(name)) // want "off the UI goroutine"
				return nil
			})
		}
	})
}
