// Package s27 is shape S27: a home-made UI queue with a consumer in the background. The report stands at the consumer.
package s27

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

type updates struct{ queue chan func() }

func NewUpdates(lbl *widget.Label) *updates {
	u := &updates{queue: make(chan func(), 16)}
	go func() {
		for f := range u.queue {
			f()
		}
	}()
	go func() {
		u.queue <- func() { lbl.SetText("from far away") } // want "off the UI goroutine"
	}()
	return u
}

type properUpdates struct{ posts chan func() }

// Right: the consumer marshals.
func NewProperUpdates(lbl *widget.Label) *properUpdates {
	u := &properUpdates{posts: make(chan func(), 16)}
	go func() {
		for f := range u.posts {
			fyne.Do(f)
		}
	}()
	go func() {
		u.posts <- func() { lbl.SetText("from far away") }
	}()
	return u
}
