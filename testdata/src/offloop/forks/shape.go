package forks

import "example.org/termui/gocui"

// Wrong.
func Blink(g *gocui.Gui, v *gocui.View) {
	go func() {
		v.Clear() // want "off the UI goroutine"
	}()
	go func() {
		g.Title = "blink" // want "off the UI goroutine"
	}()
}

// Right.
func BlinkRight(g *gocui.Gui, v *gocui.View) {
	go func() {
		g.Execute(func(*gocui.Gui) error {
			v.Clear()
			return nil
		})
	}()
}
