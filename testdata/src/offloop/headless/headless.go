// Package headless has a dispatcher that tests leave out.
package headless

import (
	"time"

	"github.com/rivo/tview"
)

type panel struct {
	queue func(func())
	text  *tview.Table
}

func newPanel(app *tview.Application) *panel {
	return &panel{queue: func(f func()) { app.QueueUpdateDraw(f) }, text: tview.NewTable()}
}

// right: without a dispatcher there is no event loop
func (p *panel) update(f func()) {
	if p.queue == nil {
		f()
		return
	}
	p.queue(f)
}

func (p *panel) refresh() {
	go func() {
		time.Sleep(time.Second)
		p.update(func() { p.text.SetTitle("done") })
	}()
}

// right: the same, written out
func (p *panel) clear() {
	go func() {
		time.Sleep(time.Second)
		if p.queue != nil {
			p.queue(func() { p.text.Clear() })
		} else {
			p.text.Clear()
		}
	}()
}

// wrong: whatever the dispatcher is
func (p *panel) reset() {
	go func() {
		time.Sleep(time.Second)
		if p.queue != nil {
			p.queue(func() { p.text.Clear() })
		}
		p.text.SetTitle("late") // want "SetTitle runs off the UI goroutine"
	}()
}

type unqueued struct {
	queue func(func())
	text  *tview.Table
}

// wrong: nobody sets the dispatcher
func (u *unqueued) refresh() {
	go func() {
		time.Sleep(time.Second)
		if u.queue == nil {
			u.text.SetTitle("done") // want "SetTitle runs off the UI goroutine"
			return
		}
		u.queue(func() { u.text.SetTitle("done") })
	}()
}

func Run() error {
	app := tview.NewApplication()
	p := newPanel(app)
	u := &unqueued{text: p.text}
	p.text.SetSelectedFunc(func(int, int) {
		p.refresh()
		p.clear()
		p.reset()
		u.refresh()
	})
	return app.SetRoot(p.text, true).Run()
}
