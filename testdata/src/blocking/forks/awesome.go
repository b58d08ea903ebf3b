// Package forks uses the forks of gocui: two that the profile names, and one that only its shape tells.
package forks

import (
	"net/http"
	"os/exec"
	"time"

	"github.com/awesome-gocui/gocui"
)

type panel struct{ url string }

// Wrong: a manager lays out every frame.
func (p *panel) Layout(g *gocui.Gui) error {
	if _, err := g.SetView("panel", 0, 0, 10, 10, 0); err != nil {
		time.Sleep(time.Second) // want "blocks the UI goroutine"
	}
	return nil
}

func Bind(g *gocui.Gui) error {
	p := &panel{"https://example.org"}
	g.SetManager(p)
	return g.SetKeybinding("panel", 'r', gocui.ModNone, p.reload)
}

// Wrong: a key binding.
func (p *panel) reload(g *gocui.Gui, v *gocui.View) error {
	_, err := http.Get(p.url) // want "blocks the UI goroutine"
	return err
}

// Wrong: what Update and UpdateAsync post runs on the main loop.
func Post(g *gocui.Gui) {
	go func() {
		g.Update(func(*gocui.Gui) error {
			return exec.Command("make").Run() // want "blocks the UI goroutine"
		})
		g.UpdateAsync(func(*gocui.Gui) error {
			return exec.Command("make").Run() // want "blocks the UI goroutine"
		})
	}()
}

// Right: fetched first, shown then.
func (p *panel) reloadRight(g *gocui.Gui, v *gocui.View) error {
	go func() {
		resp, err := http.Get(p.url)
		g.Update(func(*gocui.Gui) error {
			v.Clear()
			if err == nil {
				v.Title = resp.Status
			}
			return nil
		})
	}()
	return nil
}
