package s02

import "github.com/jroimartin/gocui"

func Focus(g *gocui.Gui, ready chan struct{}) {
	go func() {
		<-ready
		_, _ = g.SetCurrentView("main") // want "off the UI goroutine"
	}()
}

func FocusRight(g *gocui.Gui, ready chan struct{}) {
	go func() {
		<-ready
		g.Update(func(g *gocui.Gui) error {
			_, err := g.SetCurrentView("main")
			return err
		})
	}()
}
