package through

import (
	"net/http"

	"github.com/gdamore/tcell/v2"
	"github.com/rivo/tview"
)

// A func stored in a struct field, called by the key handler.
type keypad struct {
	onEnter func()
	onBack  func()
}

func (k *keypad) key(ev *tcell.EventKey) *tcell.EventKey {
	switch ev.Key() {
	case tcell.KeyEnter:
		k.onEnter()
	case tcell.KeyEsc:
		go k.onBack()
	}
	return ev
}

func NewKeypad(box *tview.Box) {
	k := &keypad{}
	k.onEnter = func() {
		_, _ = http.Get("https://example.org/enter") // want "blocks the UI goroutine"
	}
	k.onBack = func() {
		_, _ = http.Get("https://example.org/back") // right: started with go
	}
	box.SetInputCapture(k.key)
}
