// Package n14 is look-alike N14: an intended pause.
package n14

import (
	"os/exec"

	"github.com/rivo/tview"
)

func NewShell(app *tview.Application) *tview.Button {
	return tview.NewButton("Shell").SetSelectedFunc(func() {
		app.Suspend(func() { _ = exec.Command("sh").Run() })
	})
}
