package through

import (
	"net/http"

	"fyne.io/fyne/v2/widget"
)

// A func value in a local variable, called by the handler.
func NewLocal(quick bool) *widget.Button {
	check := func() {}
	if !quick {
		check = func() {
			_, _ = http.Get("https://example.org") // want "blocks the UI goroutine"
		}
	}
	return widget.NewButton("Check", func() { check() })
}

// A handler that is a local variable itself.
func NewLocalHandler() *widget.Button {
	tapped := func() {
		_, _ = http.Get("https://example.org") // want "blocks the UI goroutine"
	}
	b := widget.NewButton("", nil)
	b.OnTapped = tapped
	return b
}
