// Package generics touches the UI behind type parameters.
package generics

import (
	"offloop/generics/task"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	"github.com/rivo/tview"
)

// A generic helper of another package runs both of its arguments in a goroutine.
func Load(lbl *widget.Label, get func() (string, error)) {
	task.Do(get, func(s string, err error) {
		lbl.SetText(s) // want "off the UI goroutine"
	})
	task.Do(get, func(s string, err error) {
		fyne.Do(func() { lbl.SetText(s) })
	})
}

// A field of a generic type.
func Feed(bar *widget.ProgressBar, in chan float64) {
	s := &task.Stream[float64]{OnValue: func(v float64) {
		bar.SetValue(v) // want "off the UI goroutine"
	}}
	s.Start(in)
}

// Listeners in a generic type, called on the goroutine that sets it.
func Listen(lbl *widget.Label, in chan string) {
	c := new(task.Cell[string])
	c.Listen(func(s string) {
		lbl.SetText(s) // want "off the UI goroutine"
	})
	go func() {
		for s := range in {
			c.Set(s)
		}
	}()
}

// A widget behind a type parameter: its method is that of the constraint.
type refresher interface{ Refresh() }

func refreshAll[T refresher](all []T) {
	for _, w := range all {
		w.Refresh() // want "off the UI goroutine"
	}
}

func Refresh(labels []*widget.Label) {
	go refreshAll(labels)
}

// A generic view type.
type table[R any] struct {
	*tview.Table
	app  *tview.Application
	cell func(R) string
}

func newTable[R any](app *tview.Application, cell func(R) string) *table[R] {
	return &table[R]{Table: tview.NewTable(), app: app, cell: cell}
}

// Wrong: in a goroutine, though it belongs to the widget.
func (t *table[R]) follow(in chan R) {
	go func() {
		n := 0
		for r := range in {
			t.SetCellSimple(n, 0, t.cell(r)) // want "off the UI goroutine"
			n++
		}
	}()
}

// Right.
func (t *table[R]) followRight(in chan R) {
	go func() {
		n := 0
		for r := range in {
			text, row := t.cell(r), n
			t.app.QueueUpdateDraw(func() { t.SetCellSimple(row, 0, text) })
			n++
		}
	}()
}

func Follow(app *tview.Application, in chan int) {
	t := newTable(app, func(n int) string { return string(rune(n)) })
	t.follow(in)
	t.followRight(in)
}

// An own generic marshal: it returns a function that posts.
func onUI[T any](f func(T)) func(T) {
	return func(v T) { fyne.Do(func() { f(v) }) }
}

func Wrapped(lbl *widget.Label, in chan string) {
	set := onUI(lbl.SetText)
	go func() {
		for s := range in {
			set(s)
		}
	}()
}

// An iterator's body, in a goroutine.
func each[T any](in []T) func(yield func(T) bool) {
	return func(yield func(T) bool) {
		for _, v := range in {
			if !yield(v) {
				return
			}
		}
	}
}

func Range(lbl *widget.Label, names []string) {
	go func() {
		for s := range each(names) {
			lbl.SetText(s) // want "off the UI goroutine"
		}
	}()
}
