package through

import (
	"net/http"

	"fyne.io/fyne/v2/widget"
)

// A function in two contexts: only the way from the handler is wrong, and the report stands in the function all the same.
func ping(host string) {
	_, _ = http.Head(host) // want "blocks the UI goroutine"
}

func NewPing() *widget.Button {
	go ping("https://example.org")
	return widget.NewButton("Ping", func() { ping("https://example.net") })
}
