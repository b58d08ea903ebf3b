// Package assume has helpers with a switch: what a call says of a parameter decides what it comes to.
package assume

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

type view struct{ label *widget.Label }

func (v *view) show(wait bool, text string) {
	if wait {
		fyne.DoAndWait(func() { v.label.SetText(text) }) // right: only the goroutine passes true
		return
	}
	v.label.SetText(text)
}

func (v *view) say(now bool, text string) {
	if !now {
		fyne.DoAndWait(func() { v.label.SetText(text) }) // want "waits for the UI goroutine"
		return
	}
	v.label.SetText(text)
}

func (v *view) pass(wait bool) { v.show(wait, "passed on") }

func (v *view) load(done func()) {
	if done == nil {
		time.Sleep(time.Second) // right: the handler passes a function
		return
	}
	go done()
}

func New() *widget.Button {
	v := &view{label: widget.NewLabel("")}
	go v.show(true, "from the background")
	return widget.NewButton("Say", func() {
		v.show(false, "from the handler")
		v.say(false, "wrong: this is the UI goroutine")
		v.pass(false)
		v.load(func() {})
	})
}
