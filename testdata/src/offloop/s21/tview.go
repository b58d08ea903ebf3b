package s21

import "github.com/rivo/tview"

// Wrong: a cell's exported field, written in a goroutine.
func Mark(app *tview.Application, cell *tview.TableCell) {
	go func() {
		cell.Text = "*" // want "off the UI goroutine"
		app.Draw()
	}()
}
