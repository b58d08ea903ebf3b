// Package slotargs passes what blocks through a field or an interface of another package, whose bodies a third one has.
package slotargs

import (
	"os/exec"

	"github.com/gdamore/tcell/v2"
	"github.com/rivo/tview"

	"blocking/slotargs/dispatch"
	"blocking/slotargs/panels"
)

type app struct{ d *dispatch.D }

func (a *app) Create() { exec.Command("ssh", "host").Run() } // want `Run blocks the UI goroutine.*panels.go:.*calls Sessions.Create`

// The body starts a goroutine.
func (a *app) Pull() { exec.Command("git", "pull").Run() }

// No body calls it.
func (a *app) Quit() { exec.Command("kill", "1").Run() }

type rows struct{}

func (rows) Rows() int {
	exec.Command("psql").Run() // want `Run blocks the UI goroutine`
	return 0
}

func run() {
	a := &app{d: &dispatch.D{Panels: []panels.Panel{panels.NewSessions(), panels.NewSync()}, Views: []panels.View{&panels.Table{}}}}
	panels.NewRound(&a.d.Round)
	t := tview.NewApplication()
	t.SetInputCapture(func(ev *tcell.EventKey) *tcell.EventKey {
		a.d.Key(int(ev.Key()), a)
		a.d.Show(rows{})
		return nil
	})
	t.Run()
}
