package s11

import (
	"os/exec"

	"github.com/rivo/tview"
)

type tracker struct{ modal *tview.Modal }

func NewTracker() *tview.Modal {
	t := &tracker{modal: tview.NewModal()}
	t.modal.AddButtons([]string{"Close ticket", "Cancel"}).SetDoneFunc(t.done)
	return t.modal
}

// Wrong: the modal's done handler waits for a child process.
func (t *tracker) done(index int, label string) {
	if index != 0 {
		return
	}
	if err := exec.Command("ticket", "close").Run(); err != nil { // want "blocks the UI goroutine"
		t.modal.SetText(err.Error())
	}
}
