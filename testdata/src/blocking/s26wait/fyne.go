// Package s26 is shape S26: waiting on the UI goroutine for what only the UI goroutine can do.
package s26wait

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

type wizard struct {
	ready bool
	entry *widget.Entry
}

// Wrong: ready is set by another handler, which can not run while this one sleeps.
func NewWizard() []fyne.CanvasObject {
	w := &wizard{entry: widget.NewEntry()}
	w.entry.OnSubmitted = func(string) { w.ready = true }
	return []fyne.CanvasObject{w.entry, widget.NewButton("Next", func() {
		for !w.ready {
			time.Sleep(10 * time.Millisecond) // want "blocks the UI goroutine"
		}
	})}
}

// Wrong: the click can not be delivered.
func NewUpload() []fyne.CanvasObject {
	cancelled := make(chan struct{})
	return []fyne.CanvasObject{
		widget.NewButton("Cancel", func() { close(cancelled) }),
		widget.NewButton("Upload", func() {
			<-cancelled // want "blocks the UI goroutine"
		}),
	}
}
