package through

import (
	"os/exec"

	"fyne.io/fyne/v2"
	"github.com/rivo/tview"
)

// An own dispatcher that posts.
func onUI(f func()) { fyne.Do(f) }

func Post() {
	go func() {
		onUI(func() {
			_ = exec.Command("post").Run() // want "blocks the UI goroutine"
		})
	}()
}

// An own dispatcher that waits, with its parameter inside another closure.
type shell struct{ app *tview.Application }

func (s *shell) sync(f func() error) {
	s.app.QueueUpdateDraw(func() {
		if f() != nil {
			s.app.Stop()
		}
	})
}

func Sync(s *shell) {
	go s.sync(func() error {
		return exec.Command("sync").Run() // want "blocks the UI goroutine"
	})
}
