package through

import "fyne.io/fyne/v2/widget"

// A func value in a local variable is the goroutine.
func Local(lbl *widget.Label) {
	f := func() {
		lbl.SetText("local") // want "off the UI goroutine"
	}
	go f()
}

// A func value in a local variable, called by the goroutine.
func LocalInner(lbl *widget.Label, work func()) {
	done := func() {
		lbl.SetText("local") // want "off the UI goroutine"
	}
	go func() {
		work()
		done()
	}()
}
