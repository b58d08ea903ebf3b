package s01

import (
	"blocking/s01/svc"

	"github.com/gdamore/tcell/v2"
	"github.com/rivo/tview"
)

type branches struct {
	table *tview.Table
	bar   *tview.TextView
}

func NewBranches() *tview.Table {
	b := &branches{table: tview.NewTable(), bar: tview.NewTextView()}
	b.table.SetInputCapture(b.onKey)
	return b.table
}

func (b *branches) onKey(ev *tcell.EventKey) *tcell.EventKey {
	switch ev.Rune() {
	case 'd':
		b.remove()
		return nil
	case 'i':
		b.bar.SetText(svc.Describe("x"))
		return nil
	}
	return ev
}

func (b *branches) remove() {
	row, _ := b.table.GetSelection()
	b.drop(b.table.GetCell(row, 0).Text)
}

// Wrong: a child process three calls below the key handler.
func (b *branches) drop(name string) {
	if err := svc.Prune(name); err != nil { // want "blocks the UI goroutine"
		b.bar.SetText(err.Error())
	}
}
