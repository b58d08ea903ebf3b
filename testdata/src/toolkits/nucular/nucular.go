// Package nucular is a program with nucular, whose update functions run under the window's lock.
package nucular

import (
	"os/exec"

	"github.com/aarzilli/nucular"
)

type state struct {
	mw    nucular.MasterWindow
	lines []string
}

func (s *state) update(w *nucular.Window) {
	if w.ButtonText("build") {
		_ = exec.Command("make").Run() // want `Run blocks the UI goroutine \(handler given to nucular.NewMasterWindow`
	}
	if w.ButtonText("clear") {
		s.clear()
	}
	if w.ButtonText("run") {
		go s.run()
		w.Master().PopupOpen("running", 0, func(*nucular.Window) {
			_ = exec.Command("tail").Run() // want `Run blocks the UI goroutine`
		})
	}
}

func (s *state) clear() {
	s.mw.Lock() // want `nucular.MasterWindow.Lock waits for the UI goroutine, and runs on it`
	s.lines = nil
	s.mw.Unlock()
}

// run is right: it takes the lock from a goroutine, and Changed only sets a flag.
func (s *state) run() {
	out, _ := exec.Command("run").Output()
	s.mw.Lock()
	s.lines = append(s.lines, string(out))
	s.mw.Unlock()
	s.mw.Changed()
}

func Run() {
	s := new(state)
	s.mw = nucular.NewMasterWindow(0, "state", s.update)
	s.mw.Main()
}
