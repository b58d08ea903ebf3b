// Package forks uses the forks of gocui: two that the profile names, and one that only its shape tells.
package forks

import (
	"fmt"

	"github.com/awesome-gocui/gocui"
)

// Wrong: views are not safe, nor are the Gui's settings.
func Follow(g *gocui.Gui, v *gocui.View, lines chan string) {
	go func() {
		for line := range lines {
			fmt.Fprintln(v, line) // want "off the UI goroutine"
		}
	}()
	go func() {
		g.Highlight = true // want "off the UI goroutine"
	}()
	go func() {
		v.Title = "done" // want "off the UI goroutine"
	}()
	go func() {
		_, _ = g.SetCurrentView("main") // want "off the UI goroutine"
	}()
}

// Right: posted, waiting or not.
func FollowRight(g *gocui.Gui, v *gocui.View, lines chan string) {
	go func() {
		for line := range lines {
			g.Update(func(*gocui.Gui) error {
				_, err := fmt.Fprintln(v, line)
				return err
			})
		}
		g.UpdateAsync(func(*gocui.Gui) error {
			v.Title = "done"
			return nil
		})
	}()
}
