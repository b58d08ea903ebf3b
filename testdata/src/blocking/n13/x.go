// Package n13 is look-alike N13: loops that live as long as the program, and handlers of a server.
package n13

import (
	"net/http"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

type event struct{ text string }

// The select is the event loop of a goroutine of its own.
func Pump(events, model chan event, handle func(event)) {
	go func() {
		for {
			select {
			case e := <-events:
				handle(e)
			case e := <-model:
				handle(e)
			}
		}
	}()
}

// A server's handler blocks until the request ends.
func Stream(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

func Clock(lbl *widget.Label) {
	go func() {
		for now := range time.Tick(time.Second) {
			fyne.Do(func() { lbl.SetText(now.Format(time.TimeOnly)) })
		}
	}()
}
