// Package s20 is shape S20: the repair of a freeze moves the bug. The whole handler was put into a goroutine.
package s20

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

type settings struct{ on bool }

type page struct {
	cfg   settings
	other *widget.Check
	check *widget.Check
}

func NewPage(save func(settings)) fyne.CanvasObject {
	p := &page{other: widget.NewCheck("Other", nil)}
	p.check = widget.NewCheck("This", nil)
	p.check.OnChanged = func(on bool) {
		go func() {
			p.cfg.on = on
			save(p.cfg)
			p.other.SetChecked(!on) // want "off the UI goroutine"
		}()
	}
	return p.check
}

// Right: snapshot before go, marshal after.
func NewPageRight(save func(settings)) fyne.CanvasObject {
	p := &page{other: widget.NewCheck("Other", nil)}
	p.check = widget.NewCheck("This", nil)
	p.check.OnChanged = func(on bool) {
		p.cfg.on = on
		cfg := p.cfg
		go func() {
			save(cfg)
			fyne.Do(func() { p.other.SetChecked(!on) })
		}()
	}
	return p.check
}
