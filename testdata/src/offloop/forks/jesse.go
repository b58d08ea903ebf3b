package forks

import "github.com/jesseduffield/gocui"

// Wrong: fields of a view stay unguarded, and the order of views is the main loop's.
func Work(g *gocui.Gui, v *gocui.View) {
	g.OnWorker(func(gocui.Task) {
		v.Title = "working" // want "off the UI goroutine"
	})
	g.OnWorker(func(gocui.Task) {
		_ = g.DeleteView("busy") // want "off the UI goroutine"
	})
}

// Right: in this fork the contents of a view are under a lock.
func Print(g *gocui.Gui, v *gocui.View, lines chan string) {
	g.OnWorker(func(gocui.Task) {
		for line := range lines {
			v.WriteString(line)
			v.SetContent(line)
		}
		v.Clear()
	})
}

// Right: posted.
func WorkRight(g *gocui.Gui, v *gocui.View) {
	g.OnWorker(func(t gocui.Task) {
		t.Pause()
		g.Update(func(*gocui.Gui) error {
			v.Title = "worked"
			return g.DeleteView("busy")
		})
	})
}
