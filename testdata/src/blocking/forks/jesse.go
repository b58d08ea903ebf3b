package forks

import (
	"os/exec"
	"time"

	"github.com/jesseduffield/gocui"
)

type workspace struct{ dir string }

// Wrong: the other places for handlers.
func (w *workspace) Bind(g *gocui.Gui) error {
	if err := g.SetTabClickBinding("main", func(int) error {
		return exec.Command("make", "-C", w.dir).Run() // want "blocks the UI goroutine"
	}); err != nil {
		return err
	}
	g.SetFocusHandler(func(bool) error {
		return exec.Command("git", "fetch").Run() // want "blocks the UI goroutine"
	})
	g.OnSearchEscape = func() error {
		time.Sleep(time.Second) // want "blocks the UI goroutine"
		return nil
	}
	return g.SetViewClickBinding(&gocui.ViewMouseBinding{
		ViewName: "main",
		Handler: func(gocui.ViewMouseBindingOpts) error {
			time.Sleep(time.Second) // want "blocks the UI goroutine"
			return nil
		},
	})
}

// Right: OnWorker starts a goroutine.
func (w *workspace) Fetch(g *gocui.Gui) error {
	return g.SetKeybinding("", 'f', gocui.ModNone, func(g *gocui.Gui, v *gocui.View) error {
		g.OnWorker(func(gocui.Task) {
			err := exec.Command("git", "fetch").Run()
			g.Update(func(*gocui.Gui) error { return err })
		})
		return nil
	})
}

// Wrong: the worker posts the work back.
func (w *workspace) Push(g *gocui.Gui) error {
	return g.SetKeybinding("", 'p', gocui.ModNone, func(g *gocui.Gui, v *gocui.View) error {
		g.OnWorker(func(gocui.Task) {
			g.Update(func(*gocui.Gui) error {
				return exec.Command("git", "push").Run() // want "blocks the UI goroutine"
			})
		})
		return nil
	})
}
