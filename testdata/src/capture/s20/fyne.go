// Package s20 is shape S20: the repair of a freeze moves the bug. The whole handler was put into a goroutine.
package s20

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

type page struct {
	on    bool
	hint  *widget.Label
	saved func(bool)
}

func NewPage(save func(bool)) *page { return &page{saved: save, hint: widget.NewLabel("")} }

func (p *page) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{
		widget.NewCheck("On", func(on bool) {
			go func() {
				p.on = on // want "races with"
				p.saved(on)
			}()
		}),
		widget.NewButton("Show", func() {
			if p.on {
				p.hint.SetText("on")
			}
		}),
	}
}
