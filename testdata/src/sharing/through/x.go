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
