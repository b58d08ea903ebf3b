package through

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

type blinker struct {
	on  bool
	lbl *widget.Label
}

// Started by AfterFunc as a method value.
func (b *blinker) toggle() {
	b.on = !b.on // want "races with"
}

func (b *blinker) Button() fyne.CanvasObject {
	return widget.NewButton("Blink", func() {
		if b.on {
			b.lbl.Hide()
		}
		time.AfterFunc(time.Second, b.toggle)
	})
}
