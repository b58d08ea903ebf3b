package through

import (
	"time"

	"fyne.io/fyne/v2/widget"
	"github.com/rivo/tview"
)

// A parameter that the callee calls inline.
func guarded(ok bool, f func()) {
	if ok {
		f()
	}
}

func NewParam() *widget.Button {
	return widget.NewButton("Param", func() {
		guarded(true, func() {
			time.Sleep(time.Second) // want "blocks the UI goroutine"
		})
	})
}

// A parameter that the callee registers as a handler.
func addAction(form *tview.Form, label string, action func()) {
	form.AddButton(label, action)
}

func NewActions() *tview.Form {
	form := tview.NewForm()
	addAction(form, "Wait", func() {
		time.Sleep(time.Second) // want "blocks the UI goroutine"
	})
	return form
}

// A parameter that the callee starts.
func spin(f func()) { go f() }

func NewSpin() *widget.Button {
	return widget.NewButton("Spin", func() {
		spin(func() { time.Sleep(time.Second) })
	})
}
