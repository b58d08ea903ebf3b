// Package panel asks for workers through an interface that the program implements.
package panel

import "fyne.io/fyne/v2/widget"

// Workers runs work elsewhere.
type Workers interface {
	Go(work func())
	Post(work func())
}

// Panel shows a number.
type Panel struct {
	workers Workers
	label   *widget.Label
}

// New returns a panel with a button.
func New(w Workers) (*Panel, *widget.Button) {
	p := &Panel{workers: w, label: widget.NewLabel("")}
	return p, widget.NewButton("Load", p.load)
}

func (p *Panel) load() {
	p.workers.Go(func() { p.label.SetText("wrong") })
	p.workers.Go(func() {
		p.workers.Post(func() { p.label.SetText("right") })
	})
}
