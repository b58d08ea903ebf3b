// Package through shares a captured local through helpers, closures and spawners.
package through

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	"github.com/rivo/tview"
)

func spin(f func()) { go f() }

// Through an inferred spawner.
func Spawner(lbl *widget.Label, load func() string) *widget.Button {
	text := ""
	return widget.NewButton("Load", func() {
		lbl.SetText(text)
		spin(func() {
			text = load() // want "races with"
		})
	})
}

// Through a closure in a local variable that the goroutine calls.
func Closure(list *tview.List, in chan string) {
	var rows []string
	add := func(s string) {
		rows = append(rows, s) // want "races with"
	}
	list.SetDoneFunc(func() { list.SetCurrentItem(len(rows)) })
	go func() {
		for s := range in {
			add(s)
		}
	}()
}

type entryState struct{ text string }

// Through a helper four calls deep that gets the pointer.
func Deep(e *widget.Entry) {
	st := &entryState{}
	e.OnChanged = func(s string) { st.text = s }
	go one(st)
}

func one(st *entryState) { two(st) }

func two(st *entryState) { three(st) }

func three(st *entryState) { four(st) }

func four(st *entryState) {
	use(st.text) // want "races with"
}

func use(string) {}

// Through an element of a slice that the UI changes.
func Elements(list *widget.List, in chan string) {
	names := make([]string, 10)
	list.UpdateItem = func(id widget.ListItemID, o fyne.CanvasObject) {
		o.(*widget.Label).SetText(names[id])
	}
	go func() {
		for s := range in {
			names[0] = s // want "races with"
		}
	}()
}
