// Package s17 is shape S17: request and answer over channels in UI code.
package s17

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

type move struct {
	dx   float32
	done chan struct{}
}

type dial struct {
	widget.BaseWidget
	req chan *move
}

func NewDial() fyne.Widget {
	d := &dial{req: make(chan *move)}
	d.ExtendBaseWidget(d)
	go d.drive()
	return d
}

func (d *dial) drive() {
	for m := range d.req {
		close(m.done)
	}
}

func (d *dial) CreateRenderer() fyne.WidgetRenderer { return nil }

// Wrong: the drag handler asks the hardware goroutine, which stands ready, and then waits for the answer.
func (d *dial) Dragged(ev *fyne.DragEvent) {
	m := &move{dx: ev.Dragged.DX, done: make(chan struct{})}
	d.req <- m
	<-m.done // want "blocks the UI goroutine"
}

func (d *dial) DragEnd() {}

// Wrong: the goroutine is started, then the handler waits for it.
func NewAskButton(ask func() bool) *widget.Button {
	return widget.NewButton("Ask", func() {
		res := make(chan bool)
		go func() { res <- ask() }()
		if <-res { // want "blocks the UI goroutine"
			return
		}
	})
}
