package through

import (
	"net/http"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

type transport struct{ url string }

func (t *transport) push() {
	_, _ = http.Post(t.url, "text/plain", nil) // want "blocks the UI goroutine"
}

type pusher struct {
	*transport
	label string
}

// The promoted method of an embedded type is the handler.
func NewPusher() *widget.Button {
	p := &pusher{transport: &transport{"https://example.org"}}
	return widget.NewButton(p.label, p.push)
}

// Overriding a method of an embedded widget makes it a handler.
type linkLabel struct {
	widget.Label
	url string
}

func (l *linkLabel) Tapped(*fyne.PointEvent) {
	_, _ = http.Get(l.url) // want "blocks the UI goroutine"
}

type slowEntry struct{ widget.Entry }

func NewSlowEntry() *slowEntry {
	e := &slowEntry{}
	e.ExtendBaseWidget(e)
	return e
}

func (e *slowEntry) FocusLost() {
	_, _ = http.Get("https://example.org/save") // want "blocks the UI goroutine"
	e.Entry.FocusLost()
}
