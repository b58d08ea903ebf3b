// Package n19 is look-alike N19: tview's special cases.
package n19

import "github.com/rivo/tview"

func Bind(app *tview.Application, tv *tview.TextView) *tview.Button {
	// The changed handler runs in a goroutine of its own.
	tv.SetChangedFunc(func() { app.Draw() })
	return tview.NewButton("Draw").SetSelectedFunc(func() { app.ForceDraw() })
}
