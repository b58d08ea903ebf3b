package s21

import "github.com/jroimartin/gocui"

// Wrong: a view's exported field, written in a goroutine.
func Name(g *gocui.Gui, v *gocui.View, load func() string) {
	go func() {
		v.Title = load() // want "off the UI goroutine"
		g.Update(func(*gocui.Gui) error { return nil })
	}()
}
