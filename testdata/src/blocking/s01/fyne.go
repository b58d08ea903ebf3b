// Package s01 is shape S1: blocking work one to four calls below a handler.
package s01

import (
	"blocking/s01/svc"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

type panel struct {
	svc   *svc.Service
	state *widget.Label
}

func NewPanel(s *svc.Service) fyne.CanvasObject {
	p := &panel{svc: s, state: widget.NewLabel("")}
	return container.NewVBox(p.state,
		widget.NewButton("Connect", func() { p.connect() }),
		widget.NewButton("Connect quietly", p.connectQuietly))
}

// Wrong: the HTTP request is two calls further down, in package svc.
func (p *panel) connect() {
	if err := p.svc.Dial(); err != nil { // want "blocks the UI goroutine"
		p.state.SetText(err.Error())
	}
}

// Right: the same work in a goroutine, its end marshalled.
func (p *panel) connectQuietly() {
	go func() {
		if err := p.svc.Dial(); err != nil {
			fyne.Do(func() { p.state.SetText(err.Error()) })
		}
	}()
}
