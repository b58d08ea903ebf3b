// Package forks shares fields with the handlers of gocui's forks.
package forks

import (
	"fmt"

	shape "example.org/termui/gocui"
	awesome "github.com/awesome-gocui/gocui"
	jesse "github.com/jesseduffield/gocui"
)

type commits struct {
	names []string
	next  []string
}

func (c *commits) Layout(g *awesome.Gui) error {
	v, err := g.SetView("commits", 0, 0, 20, 20, 0)
	if err != nil && err != awesome.ErrUnknownView {
		return err
	}
	fmt.Fprintln(v, c.names, c.next)
	return nil
}

// Wrong, then right.
func (c *commits) Poll(g *awesome.Gui, load func() []string) {
	go func() {
		c.names = load() // want "races with"
		g.Update(func(*awesome.Gui) error { return nil })
	}()
	go func() {
		next := load()
		g.UpdateAsync(func(*awesome.Gui) error {
			c.next = next
			return nil
		})
	}()
}

type files struct {
	selected int
	total    int
}

func (f *files) Bind(g *jesse.Gui) error {
	return g.SetKeybinding("files", 'j', jesse.ModNone, func(g *jesse.Gui, v *jesse.View) error {
		f.selected++
		g.OnWorker(func(jesse.Task) {
			use(f.selected) // want "races with"
		})
		n := f.selected
		g.OnWorker(func(jesse.Task) { use(n) })
		return nil
	})
}

func use(int) {}

type clock struct{ text string }

func (c *clock) Layout(g *shape.Gui) error {
	v, err := g.SetView("clock", 0, 0, 5, 5)
	if err == nil {
		v.Title = c.text
	}
	return err
}

func (c *clock) Run(ticks chan string) {
	for s := range ticks {
		c.text = s // want "races with"
	}
}

func Start(g *shape.Gui, ticks chan string) {
	c := &clock{}
	g.SetManager(c)
	go c.Run(ticks)
}
