// Package n07 is look-alike N7: methods of a view that only goroutines reach, debounce sleeps, processes without waiting.
package n07

import (
	"net/http"
	"os/exec"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	"github.com/rivo/tview"
)

type view struct {
	widget.BaseWidget
	lbl *widget.Label
}

func NewView() fyne.CanvasObject {
	v := &view{lbl: widget.NewLabel("")}
	go v.poll()
	return v.lbl
}

func (v *view) poll() {
	for {
		time.Sleep(time.Second)
		text := v.read()
		fyne.Do(func() { v.lbl.SetText(text) })
	}
}

func (v *view) read() string {
	resp, err := http.Get("https://example.org")
	if err != nil {
		return ""
	}
	return resp.Status
}

// A debounce: the sleep is in the goroutine.
func NewFilter(app *tview.Application, list *tview.List) *tview.InputField {
	in := tview.NewInputField()
	in.SetChangedFunc(func(text string) {
		go func() {
			time.Sleep(300 * time.Millisecond)
			app.QueueUpdateDraw(func() { list.Clear() })
		}()
	})
	return in
}

func NewEditor() *widget.Button {
	return widget.NewButton("Edit", func() {
		cmd := exec.Command("gedit")
		if cmd.Start() != nil {
			return
		}
		go func() { _ = cmd.Wait() }()
	})
}
