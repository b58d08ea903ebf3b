// Package generics shares fields of generic receivers.
package generics

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// A generic list whose background loader writes what the callbacks read.
type list[T any] struct {
	rows []T
	text func(T) string
	w    *widget.List
}

func newList[T any](text func(T) string) *list[T] {
	l := &list[T]{text: text}
	l.w = widget.NewList(
		func() int { return len(l.rows) },
		func() fyne.CanvasObject { return widget.NewLabel("") },
		l.update)
	return l
}

func (l *list[T]) update(id widget.ListItemID, o fyne.CanvasObject) {
	o.(*widget.Label).SetText(l.text(l.rows[id]))
}

// Wrong.
func (l *list[T]) load(get func() []T) {
	go func() {
		l.rows = get() // want "races with"
		fyne.Do(l.w.Refresh)
	}()
}

// Right: handed over.
func (l *list[T]) loadRight(get func() []T) {
	go func() {
		rows := get()
		fyne.Do(func() {
			l.rows = rows
			l.w.Refresh()
		})
	}()
}

func New(get func() []string) *widget.List {
	l := newList(func(s string) string { return s })
	l.load(get)
	l.loadRight(get)
	return l.w
}

// A generic type embedded in another one: the field is promoted.
type base[T any] struct{ value T }

type form[T any] struct {
	base[T]
	entry *widget.Entry
}

func NewForm(parse func(string) int, save func(int)) *form[int] {
	f := &form[int]{entry: widget.NewEntry()}
	f.entry.OnChanged = func(s string) { f.value = parse(s) }
	f.entry.OnSubmitted = func(string) {
		go func() {
			save(f.value) // want "races with"
		}()
	}
	return f
}

// A generic spawner, and a method value of a generic receiver.
func start[A any](f func(A), a A) { go f(a) }

type counter[N int | float64] struct {
	n   N
	lbl *widget.Label
}

func (c *counter[N]) add(n N) {
	c.n += n // want "races with"
}

func NewCounter(lbl *widget.Label) *widget.Button {
	c := &counter[int]{lbl: lbl}
	start(c.add, 1)
	return widget.NewButton("Show", func() {
		if c.n > 0 {
			lbl.SetText("some")
		}
	})
}

// Right: only the UI goroutine uses them.
type calm[T any] struct {
	last T
	set  func(T)
}

func (c *calm[T]) Watch(in chan T) {
	go func() {
		for v := range in {
			fyne.Do(func() {
				c.last = v
				c.set(c.last)
			})
		}
	}()
}

func NewCalm(lbl *widget.Label, in chan string) {
	c := &calm[string]{set: lbl.SetText}
	c.Watch(in)
}
