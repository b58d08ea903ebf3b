// Package n21 is look-alike N21: a helper that starts the goroutine itself and marshals around the action.
package n21

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

func newBusyButton(label string, action func() error) *widget.Button {
	var b *widget.Button
	b = widget.NewButton(label, func() {
		b.Disable()
		go run(action, func(err error) {
			fyne.Do(b.Enable)
		})
	})
	return b
}

func run(action func() error, done func(error)) { done(action()) }

func NewSave(save func() error) *widget.Button {
	return newBusyButton("Save", func() error { return save() })
}
