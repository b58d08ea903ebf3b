package through

import (
	"github.com/gdamore/tcell/v2"
	"github.com/rivo/tview"
)

// A deferred wait is a wait.
func BindDeferred(app *tview.Application, list *tview.List) {
	app.SetInputCapture(func(ev *tcell.EventKey) *tcell.EventKey {
		defer app.Draw() // want "waits for the UI goroutine"
		list.Clear()
		return nil
	})
}
