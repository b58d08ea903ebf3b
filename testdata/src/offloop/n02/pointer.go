package n02

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// A wrapper that takes a pointer to a func variable, as some bindings want it.
func uiPtr(f *func()) { fyne.Do(*f) }

func Pointer(lbl *widget.Label, work func()) {
	show := func() { lbl.SetText("pointer") }
	go func() {
		work()
		uiPtr(&show)
	}()
}
