// Package views starts goroutines in a layout function, which runs before each frame.
package views

import (
	"errors"
	"time"

	"github.com/jroimartin/gocui"
)

func pollLog(g *gocui.Gui) {
	for {
		time.Sleep(time.Second)
		g.Update(func(*gocui.Gui) error { return nil })
	}
}

func pollSide(g *gocui.Gui) {
	for {
		time.Sleep(time.Second)
		g.Update(func(*gocui.Gui) error { return nil })
	}
}

func pollMain(g *gocui.Gui) {
	for {
		time.Sleep(time.Second)
		g.Update(func(*gocui.Gui) error { return nil })
	}
}

func pollTop(g *gocui.Gui) {
	for {
		time.Sleep(time.Second)
		g.Update(func(*gocui.Gui) error { return nil })
	}
}

func pollHelp(g *gocui.Gui) {
	for {
		time.Sleep(time.Second)
		g.Update(func(*gocui.Gui) error { return nil })
	}
}

func Run(g *gocui.Gui) error {
	g.SetManager(screen{})
	return g.MainLoop()
}

type screen struct{}

func (screen) Layout(g *gocui.Gui) error {
	// When the view is made.
	if _, err := g.SetView("log", 0, 0, 10, 10); err != nil {
		if err != gocui.ErrUnknownView {
			return err
		}
		go pollLog(g)
	}
	if _, err := g.SetView("side", 0, 0, 10, 10); errors.Is(err, gocui.ErrUnknownView) {
		go pollSide(g)
	}

	// When it was there already: each frame.
	if _, err := g.SetView("main", 0, 0, 10, 10); err == nil {
		go pollMain(g) // want "a goroutine that never ends is started again and again from the UI"
	}
	// An error that says something else.
	if _, err := g.SetViewOnTop("main"); err != nil {
		go pollTop(g) // want "a goroutine that never ends"
	}
	// It is deleted and made again.
	if _, err := g.SetView("help", 0, 0, 10, 10); err != nil {
		go pollHelp(g) // want "a goroutine that never ends"
	}
	return nil
}

func CloseHelp(g *gocui.Gui) error { return g.DeleteView("help") }
