// Package suspend hands the terminal to a child process and waits for it on purpose, with helpers of its own.
package suspend

import (
	"os/exec"

	"github.com/awesome-gocui/gocui"
	"github.com/gdamore/tcell/v2"
	"github.com/rivo/tview"

	"blocking/suspend/term"
)

// away runs an action while the terminal belongs to that.
func away(action func()) {
	gocui.Suspend()
	action()
	gocui.Resume()
}

// twice passes it on.
func twice(action func()) {
	away(func() { action() })
	away(action)
}

// sometimes is a bracket only for some.
func sometimes(full bool, action func()) {
	if full {
		gocui.Suspend()
		defer gocui.Resume()
	}
	action()
}

// after runs it when the screen is drawn again.
func after(action func()) {
	gocui.Suspend()
	gocui.Resume()
	action()
}

func leave() { gocui.Suspend() }

func back() { gocui.Resume() }

func keys(g *gocui.Gui, s *term.Session) {
	bind := func(r rune, f func()) {
		g.SetKeybinding("", r, gocui.ModNone, func(*gocui.Gui, *gocui.View) error { f(); return nil })
	}
	bind('a', func() { away(func() { exec.Command("tmux", "attach").Run() }) })
	bind('b', func() { twice(func() { exec.Command("tmux", "attach").Run() }) })
	bind('c', func() { after(func() { exec.Command("tmux", "attach").Run() }) })            // want `Run blocks the UI goroutine`
	bind('d', func() { sometimes(false, func() { exec.Command("tmux", "attach").Run() }) }) // want `Run blocks the UI goroutine`
	bind('e', func() {
		leave()
		exec.Command("vi").Run()
		back()
	})
	bind('f', func() {
		leave()
		back()
		exec.Command("make").Run() // want `Run blocks the UI goroutine`
	})
	bind('g', func() { away(s.Attach) })
	bind('h', func() { after(s.Attach) }) // want `Run blocks the UI goroutine`
}

// The same with helpers of another package.
func far(g *gocui.Gui, s *term.Session) {
	bind := func(r rune, f func()) {
		g.SetKeybinding("", r, gocui.ModNone, func(*gocui.Gui, *gocui.View) error { f(); return nil })
	}
	bind('a', func() { term.Outside(func() { exec.Command("tmux", "attach").Run() }) })
	bind('b', func() { term.Around(func() { exec.Command("git", "fetch").Run() }) }) // want `Run blocks the UI goroutine`
	bind('c', func() {
		term.Leave()
		exec.Command("vi").Run()
		term.Return()
	})
	bind('d', func() {
		term.Leave()
		term.Return()
		exec.Command("git", "push").Run() // want `Run blocks the UI goroutine`
	})
	bind('e', func() { term.Outside(s.Attach) })
	bind('f', func() { term.Edit("notes") })
}

// The terminal below the toolkit.
func below(app *tview.Application, screen tcell.Screen) {
	app.SetInputCapture(func(ev *tcell.EventKey) *tcell.EventKey {
		if err := screen.Suspend(); err != nil {
			return ev
		}
		exec.Command("vi").Run()
		if err := screen.Resume(); err != nil {
			return ev
		}
		exec.Command("git", "add", ".").Run() // want `Run blocks the UI goroutine`
		return nil
	})
}
