// Package fixgocuilocks is about gocui forks whose views lock their contents: what goroutines write there has its place
// after what they did to the view before, which an update would come too late for. There is no fix.
package fixgocuilocks

import (
	"net/http"

	"github.com/jesseduffield/gocui"
)

func load(g *gocui.Gui, v *gocui.View) {
	g.OnWorker(func(gocui.Task) {
		http.Get("x")
		v.SetOrigin(0, 0) // want "off the UI goroutine"
		fill(v)
	})
}

func fill(v *gocui.View) { v.WriteString("x") }
