package through

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// An own dispatcher that waits: the report stands in it, where the waiting is done.
func runOnUI(f func()) {
	fyne.DoAndWait(f) // want "waits for the UI goroutine"
}

func NewRun(lbl *widget.Label) *widget.Button {
	return widget.NewButton("Run", func() {
		runOnUI(func() { lbl.SetText("run") })
	})
}

// The same, used by goroutines only.
func runOnUIFromOutside(f func()) { fyne.DoAndWait(f) }

func NewOutside(lbl *widget.Label) *widget.Button {
	return widget.NewButton("Outside", func() {
		go runOnUIFromOutside(func() { lbl.SetText("run") })
	})
}
