package through

import "github.com/rivo/tview"

// A method value of the toolkit's own method.
func NewMethodValue(app *tview.Application) *tview.Button {
	draw := app.Draw
	return tview.NewButton("Draw").SetSelectedFunc(func() {
		draw() // want "waits for the UI goroutine"
	})
}
