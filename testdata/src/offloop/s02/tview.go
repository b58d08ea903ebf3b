package s02

import "github.com/rivo/tview"

type queue struct {
	app   *tview.Application
	table *tview.Table
}

func (q *queue) Bind(load func() []string) {
	q.table.SetSelectedFunc(func(row, column int) {
		go func() {
			for i, name := range load() {
				q.table.SetCell(i, 0, tview.NewTableCell(name)) // want "off the UI goroutine"
			}
			q.app.Draw() // right: Draw belongs into goroutines
		}()
	})
}

// Wrong: reading a widget counts, too.
func (q *queue) Follow(send func(int)) {
	go func() {
		row, _ := q.table.GetSelection() // want "off the UI goroutine"
		send(row)
	}()
}
