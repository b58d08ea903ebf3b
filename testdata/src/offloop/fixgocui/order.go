package fixgocui

import (
	"net/http"

	"github.com/jroimartin/gocui"
)

// Of two updates the second may run first, so there is no fix here.
func twice(g *gocui.Gui, v *gocui.View) {
	go func() {
		v.Clear() // want "off the UI goroutine"
		http.Get("x")
		v.Title = "x"
	}()
}

func again(g *gocui.Gui, v *gocui.View) {
	go func() {
		v.Clear() // want "off the UI goroutine"
		g.Update(func(*gocui.Gui) error {
			v.Title = "x"
			return nil
		})
	}()
}
