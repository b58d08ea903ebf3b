package s04

import "github.com/rivo/tview"

// Wrong: only the branch without rows is outside the queue.
func Reload(app *tview.Application, list *tview.List, load func() []string) {
	go func() {
		rows := load()
		if len(rows) == 0 {
			list.Clear() // want "off the UI goroutine"
			return
		}
		app.QueueUpdateDraw(func() { list.SetItemText(0, rows[0], "") })
	}()
}
