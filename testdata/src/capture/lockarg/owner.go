package lockarg

import (
	"sync"

	"github.com/rivo/tview"
)

// A Grid guards its rows by its own lock; exported methods of the rows are called under it, wherever that is.
type Grid struct {
	mu   *sync.Mutex
	rows *Rows
}

type Rows struct {
	items  []string
	cursor int
}

func (r *Rows) Clear()       { r.items = nil }
func (r *Rows) Add(s string) { r.items = append(r.items, s) }
func (r *Rows) Move(n int)   { r.cursor = n } // want "writes Rows.cursor"

func (g *Grid) Fill(all []string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.rows.Clear()
	for _, s := range all {
		g.rows.Add(s)
	}
	g.rows.Move(0)
}

// Down forgets the lock.
func (g *Grid) Down() { g.rows.Move(g.rows.cursor + 1) }

func BuildGrid(load func() []string) *tview.Form {
	g := &Grid{mu: new(sync.Mutex), rows: &Rows{}}
	return tview.NewForm().
		AddButton("Fill", func() { g.Fill(nil) }).
		AddButton("Load", func() { go func() { g.Fill(load()) }() }).
		AddButton("Down", func() { g.Down() })
}
