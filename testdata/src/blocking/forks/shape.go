package forks

import (
	"os/exec"

	"example.org/termui/gocui"
)

type board struct{}

func (b *board) Layout(g *gocui.Gui) error {
	return exec.Command("uptime").Run() // want "blocks the UI goroutine"
}

func BindBoard(g *gocui.Gui) error {
	g.SetManager(&board{})
	return g.SetKeybinding("", 'x', gocui.ModNone, func(g *gocui.Gui, v *gocui.View) error {
		return exec.Command("make").Run() // want "blocks the UI goroutine"
	})
}

// Wrong: Execute is the older name of Update.
func PostBoard(g *gocui.Gui) {
	go g.Execute(func(*gocui.Gui) error {
		return exec.Command("make").Run() // want "blocks the UI goroutine"
	})
}

// Right: in a goroutine.
func GoBoard(g *gocui.Gui) error {
	return g.SetKeybinding("", 'y', gocui.ModNone, func(g *gocui.Gui, v *gocui.View) error {
		go func() { _ = exec.Command("make").Run() }()
		return nil
	})
}
