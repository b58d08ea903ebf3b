// Package asked has helpers that run a function at once where there is no queue; who calls them has asked for the queue before.
package asked

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

type view struct {
	label *widget.Label
	queue func(func()) // set once
	other func(func()) // cleared by close
}

func newView(label *widget.Label) *view {
	return &view{label: label, queue: fyne.Do, other: fyne.Do}
}

func (v *view) close() { v.other = nil }

func (v *view) post(f func()) {
	if v.queue != nil {
		v.queue(f)
		return
	}
	f()
}

func (v *view) postOther(f func()) {
	if v.other != nil {
		v.other(f)
		return
	}
	f()
}

func (v *view) load() {
	if v.queue == nil {
		v.label.SetText("now")
		return
	}
	go func() {
		v.post(func() { v.label.SetText("loaded") })
	}()
}

func (v *view) loadUnasked() {
	go func() {
		v.post(func() { v.label.SetText("loaded") }) // without a queue there is no event loop: see headless
	}()
}

func (v *view) loadOther() {
	if v.other == nil {
		return
	}
	go func() {
		v.postOther(func() { v.label.SetText("loaded") }) // want "runs off the UI goroutine"
	}()
}

// Somebody else's queue says nothing of this one.
func (v *view) loadFor(w *view) {
	if v.other == nil {
		return
	}
	go func() {
		w.postOther(func() { w.label.SetText("loaded") }) // want "runs off the UI goroutine"
	}()
}

func buttons(v, w *view) []*widget.Button {
	return []*widget.Button{
		widget.NewButton("a", v.load),
		widget.NewButton("b", v.loadUnasked),
		widget.NewButton("c", v.loadOther),
		widget.NewButton("d", func() { v.loadFor(w) }),
		widget.NewButton("e", v.close),
	}
}
