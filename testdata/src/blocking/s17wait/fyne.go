package s17wait

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Wrong: the handler waits for a goroutine that waits for the handler's own goroutine.
func NewCheck(lbl *widget.Label) *widget.Button {
	return widget.NewButton("Check", func() {
		done := make(chan struct{})
		go func() {
			fyne.DoAndWait(func() { lbl.SetText("checked") })
			close(done)
		}()
		<-done // want "blocks the UI goroutine"
	})
}
