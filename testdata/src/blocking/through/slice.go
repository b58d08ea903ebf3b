package through

import (
	"os"

	"fyne.io/fyne/v2/widget"
)

// Funcs in a slice, called one after the other by a handler.
type cleaners struct{ steps []func() error }

func (c *cleaners) add(f func() error) { c.steps = append(c.steps, f) }

func NewCleaners() *widget.Button {
	c := &cleaners{}
	c.add(func() error { return nil })
	c.add(func() error {
		return os.RemoveAll("/var/cache/app") // want "blocks the UI goroutine"
	})
	return widget.NewButton("Clean", func() {
		for _, step := range c.steps {
			if step() != nil {
				return
			}
		}
	})
}
