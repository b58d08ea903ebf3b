// Package support is a program one file of which helps its tests; another only asks whether it is being tested.
package support

import (
	"testing"
	"time"

	"fyne.io/fyne/v2/widget"
)

func NewButton() *widget.Button {
	return widget.NewButton("Load", func() {
		if testing.Testing() {
			return
		}
		time.Sleep(time.Second) // want "blocks the UI goroutine"
	})
}
