// Package handout is about a function that stores a literal which calls the function again with what it was given: the
// argument goes round without end.
package handout

import (
	"net/http"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

type item interface{ onDone(func(key int)) }

type field struct{ done func(int) }

func (x *field) onDone(f func(int)) { x.done = f }

type button struct{ done func(int) }

func (x *button) onDone(f func(int)) { x.done = f }

type form struct {
	items []item
	at    int
}

func (f *form) focus(delegate func(item)) {
	handler := func(key int) {
		switch key {
		case 1:
			f.at++
			f.focus(delegate)
		case 2:
			f.at--
			f.focus(delegate)
		case 3:
			f.at = 0
			f.focus(delegate)
		}
	}
	a, b := f.items[f.at], f.items[0]
	a.onDone(handler)
	b.onDone(handler)
	delegate(a)
	delegate(b)
}

func show(box *fyne.Container, f *form) {
	box.Add(widget.NewButton("Next", func() {
		f.focus(func(i item) {
			http.Get("http://localhost") // want `blocks the UI goroutine`
		})
	}))
	f.items = append(f.items, &field{}, &button{})
}
