// Package n21 is look-alike N21: helpers that start the goroutine themselves.
package n21

import (
	"net/http"
	"os/exec"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"
	"github.com/rivo/tview"
)

// newBusyButton runs its action in a goroutine.
func newBusyButton(label string, action func() error, win fyne.Window) *widget.Button {
	var b *widget.Button
	b = widget.NewButton(label, func() {
		b.Disable()
		go func() {
			err := action()
			fyne.Do(func() {
				b.Enable()
				if err != nil {
					dialog.ShowError(err, win)
				}
			})
		}()
	})
	return b
}

func NewSave(win fyne.Window) *widget.Button {
	return newBusyButton("Save", func() error {
		_, err := http.Post("https://example.org", "text/plain", nil)
		return err
	}, win)
}

// A button type whose Tapped starts the goroutine: its action is a field.
type jobButton struct {
	widget.Button
	action func()
}

func (b *jobButton) Tapped(*fyne.PointEvent) { go b.action() }

func NewJob() *jobButton {
	return &jobButton{action: func() { _ = exec.Command("make").Run() }}
}

type jobs struct{ wg sync.WaitGroup }

func (j *jobs) start(f func()) { j.wg.Go(f) }

func (j *jobs) Bind(form *tview.Form) {
	form.AddButton("Build", func() {
		j.start(func() { _ = exec.Command("make").Run() })
	})
}
