package settled

import (
	"net/http"

	"fyne.io/fyne/v2/widget"
)

// What this system's file says, another system's does not.
func mount() error { return nil }

func NewMount() *widget.Button {
	return widget.NewButton("Mount", func() {
		if err := mount(); err != nil {
			http.Get("http://example.com/mount") // want "blocks the UI goroutine"
		}
	})
}
