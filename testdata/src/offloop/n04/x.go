// Package n04 is look-alike N4: the waiting marshal in goroutines.
package n04

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	"github.com/rivo/tview"
)

func Ask(e *widget.Entry, use func(string)) {
	go func() {
		var s string
		fyne.DoAndWait(func() { s = e.Text })
		use(s)
	}()
}

func Later(app *tview.Application, list *tview.List) {
	go app.QueueUpdate(func() { list.Clear() })
	time.AfterFunc(time.Second, func() {
		app.QueueUpdateDraw(func() { list.Clear() })
	})
}
