package s07

import (
	"fmt"

	"github.com/jroimartin/gocui"
)

type board struct{ counts map[string]int }

// Wrong: Layout ranges over the map that a goroutine fills; Update is only used to redraw. For a map this can crash.
func NewBoard(g *gocui.Gui, names chan string) {
	b := &board{counts: map[string]int{}}
	g.SetManager(b)
	go b.poll(g, names)
}

func (b *board) poll(g *gocui.Gui, names chan string) {
	for name := range names {
		b.counts[name]++ // want "races with"
		g.Update(func(*gocui.Gui) error { return nil })
	}
}

func (b *board) Layout(g *gocui.Gui) error {
	v, err := g.SetView("board", 0, 0, 20, 20)
	if err != nil && err != gocui.ErrUnknownView {
		return err
	}
	for name, n := range b.counts {
		fmt.Fprintln(v, name, n)
	}
	return nil
}
