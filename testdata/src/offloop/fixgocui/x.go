// Package fixgocui is about the fixes of this rule in gocui programs, whose dispatcher takes a function that returns an
// error.
package fixgocui

import (
	"net/http"

	"github.com/jroimartin/gocui"
)

func load(g *gocui.Gui, v *gocui.View) error {
	go func() {
		http.Get("x")
		v.Clear() // want "off the UI goroutine"
		v.Title = "x"
	}()
	return nil
}
