// Package n19 is look-alike N19: tview's special cases.
package n19

import "github.com/rivo/tview"

func Bind(app *tview.Application, tv *tview.TextView) *tview.Button {
	tv.SetChangedFunc(func() { app.Draw() }) // right: this handler is not on the UI goroutine
	return tview.NewButton("Draw").SetSelectedFunc(func() {
		app.ForceDraw() // right: ForceDraw is for handlers
	})
}
