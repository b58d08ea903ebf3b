package through

import "github.com/rivo/tview"

type point struct{ x, y int }

type shape struct {
	from, to point
	name     string
}

type drawing struct {
	shape shape
	list  *tview.List
}

// A field of a field of the receiver. The other fields of shape are not concerned.
func (d *drawing) Bind(measure func() int) {
	d.list.SetDoneFunc(func() { d.list.SetCurrentItem(d.shape.from.x) })
	go func() {
		x := measure()
		d.shape.from.x = x // want "races with"
	}()
}

type sketch struct {
	shape shape
	list  *tview.List
}

// Right: the two sides use different fields.
func (s *sketch) Bind(measure func() int) {
	s.list.SetDoneFunc(func() { s.list.SetCurrentItem(s.shape.from.x) })
	go func() {
		s.shape.to.x = measure()
	}()
}
