package n12

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// The counterpart: building is tolerated, attaching to something visible is not.
func Attach(win fyne.Window, load func() string) {
	go func() {
		box := container.NewVBox(widget.NewLabel(load()))
		win.SetContent(box) // want "off the UI goroutine"
	}()
}
