package s12

import (
	"time"

	"github.com/rivo/tview"
)

type board struct {
	app   *tview.Application
	table *tview.Table
}

func NewBoard(app *tview.Application) *tview.Table {
	b := &board{app, tview.NewTable()}
	go b.poll()
	go b.pollRight()
	return b.table
}

func (b *board) poll() {
	t := time.NewTicker(time.Second)
	defer t.Stop()
	for range t.C {
		b.row(0, "now")
		b.app.Draw()
	}
}

func (b *board) row(i int, s string) {
	b.table.SetCellSimple(i, 0, s) // want "off the UI goroutine"
}

// Right: collect in the goroutine, queue only the setters.
func (b *board) pollRight() {
	for now := range time.Tick(time.Second) {
		b.app.QueueUpdateDraw(func() { b.table.SetCellSimple(1, 0, now.String()) })
	}
}
