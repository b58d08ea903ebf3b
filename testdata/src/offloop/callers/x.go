// Package callers has a helper that handlers and several goroutines call: it is right, and each of the goroutines is wrong.
// The report of the first names the others.
package callers

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

type Panel struct {
	status *widget.Label
	work   func() error
}

func NewPanel(work func() error) *Panel { return &Panel{widget.NewLabel(""), work} }

func (p *Panel) fail(err error) { p.status.SetText(err.Error()) }

func (p *Panel) New() (start, stop *widget.Button) {
	start = widget.NewButton("Start", func() {
		if p.work == nil {
			p.fail(nil)
			return
		}
		go func() {
			if err := p.work(); err != nil {
				p.fail(err) // want `SetText runs off the UI goroutine[^;]*; wrap it in fyne.Do(?s:.*)x.go:39 also calls \(\*Panel\).fail in the background`
			}
		}()
	})
	stop = widget.NewButton("Stop", func() {
		go p.stop()
	})
	return start, stop
}

func (p *Panel) stop() {
	if err := p.work(); err != nil {
		p.fail(err)
	}
	if err := p.work(); err != nil {
		fyne.Do(func() { p.fail(err) }) // right
	}
}
