// Package generated has a file that was generated.
package generated

import (
	"time"

	"fyne.io/fyne/v2/widget"
)

// Generated code runs the literal.
func NewTap() *widget.Button {
	return onTapped(func() {
		time.Sleep(time.Second) // want "blocks the UI goroutine"
	})
}

// The call that blocks stands in the generated file, the mistake here: where a handler calls into it.
func NewFetch(c *client) *widget.Button {
	return widget.NewButton("Fetch", func() {
		_ = c.Fetch() // want "blocks the UI goroutine"
	})
}
