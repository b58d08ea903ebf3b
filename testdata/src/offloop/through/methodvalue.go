package through

import (
	"time"

	"fyne.io/fyne/v2/widget"
	"github.com/rivo/tview"
)

type badge struct{ list *tview.List }

// Started as a method value, through a local variable.
func (b *badge) update() {
	b.list.Clear() // want "off the UI goroutine"
}

func (b *badge) Start() {
	f := b.update
	go f()
}

// The toolkit's own method value as the callback of a timer.
func HideLater(lbl *widget.Label) {
	time.AfterFunc(time.Second, lbl.Hide) // want "off the UI goroutine"
}
