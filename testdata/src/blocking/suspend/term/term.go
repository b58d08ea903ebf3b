// Package term hands the terminal over for a while.
package term

import (
	"os/exec"

	"github.com/awesome-gocui/gocui"
)

// Outside runs f while the terminal is f's.
func Outside(f func()) {
	gocui.Suspend()
	f()
	gocui.Resume()
}

// Around runs f when it has the terminal again.
func Around(f func()) {
	gocui.Suspend()
	gocui.Resume()
	f()
}

func Leave() { gocui.Suspend() }

func Return() {
	if err := gocui.Resume(); err != nil {
		panic(err)
	}
}

// Edit has the terminal for itself.
func Edit(path string) error {
	Leave()
	defer Return()
	return exec.Command("vi", path).Run()
}

type Session struct{ Name string }

func (s *Session) Attach() { exec.Command("tmux", "attach", "-t", s.Name).Run() }
