package n19

import "github.com/rivo/tview"

// The counterpart: widget access in a changed handler, and ForceDraw in a goroutine.
func BindWrong(app *tview.Application, tv *tview.TextView, list *tview.List) {
	tv.SetChangedFunc(func() {
		list.Clear() // want "off the UI goroutine"
	})
	go func() {
		app.ForceDraw() // want "off the UI goroutine"
	}()
}
