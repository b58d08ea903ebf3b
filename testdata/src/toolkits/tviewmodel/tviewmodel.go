// Package tviewmodel is a program with a fork of tview whose primitives are models: HandleEvent runs on the UI goroutine,
// and what it returns runs in the background.
package tviewmodel

import (
	"net/http"
	"time"

	"github.com/ayn2op/tview"
)

type pageEvent struct {
	tview.InitEvent
	status string
}

type view struct {
	*tview.Box
	app    *tview.Application
	status string
	tries  int
}

func (v *view) HandleEvent(event tview.Event) tview.Command {
	switch event := event.(type) {
	case *tview.InitEvent:
		return tview.Batch(v.load(), tview.Quit())
	case *pageEvent:
		v.status = event.status
		v.SetTitle(v.status)
	case *tview.KeyEvent:
		switch event.Name {
		case "reload":
			v.load() // want `the tview.Command that \(\*view\).load returns is dropped`
		case "now":
			v.fetch()
		case "wait":
			v.app.QueueUpdateDraw(func() { v.SetTitle("x") }) // want `QueueUpdateDraw waits for the UI goroutine, and runs on it`
		case "later":
			time.AfterFunc(time.Second, func() {
				v.SetFooter("") // want `SetFooter runs off the UI goroutine`
			})
			go v.app.QueueUpdateDraw(func() { v.SetFooter("") })
		}
		return v.Box.HandleEvent(event)
	}
	return nil
}

func (v *view) load() tview.Command {
	return func() tview.Event {
		v.tries++ // want `a background function writes view.tries, which races with`
		res, err := http.Get("https://example.org")
		if err != nil {
			return nil
		}
		return &pageEvent{status: res.Status}
	}
}

func (v *view) fetch() {
	v.tries++
	http.Get("https://example.org") // want `http.Get blocks the UI goroutine`
}

// Run asks before the loop runs.
func Run() error {
	http.Get("https://example.org")
	app := tview.NewApplication()
	return app.SetRoot(&view{Box: tview.NewBox(), app: app}).Run()
}
