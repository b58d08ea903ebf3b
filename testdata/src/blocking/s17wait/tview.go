// Package s17 is shape S17 with a partner that needs the UI goroutine itself.
package s17wait

import (
	"github.com/gdamore/tcell/v2"
	"github.com/rivo/tview"
)

type canvas struct {
	app    *tview.Application
	redraw chan struct{}
}

func NewCanvas(app *tview.Application, box *tview.Box) *canvas {
	c := &canvas{app: app, redraw: make(chan struct{})}
	go c.consume()
	box.SetInputCapture(c.key)
	return c
}

// The consumer blocks the UI goroutine at each turn.
func (c *canvas) consume() {
	for range c.redraw {
		c.app.Draw()
	}
}

// Wrong: when the consumer is drawing, the handler waits for it and it waits for the handler.
func (c *canvas) key(ev *tcell.EventKey) *tcell.EventKey {
	c.redraw <- struct{}{} // want "blocks the UI goroutine"
	return ev
}
