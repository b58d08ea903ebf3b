// Command fyne is look-alike N11: set-up in main before the loop runs. Blocking only delays the start.
package main

import (
	"net/http"
	"os/exec"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/widget"
)

func main() {
	a := app.New()
	w := a.NewWindow("start")
	w.SetContent(build())
	time.Sleep(100 * time.Millisecond)
	w.ShowAndRun()
	_ = exec.Command("sync").Run() // the loop has ended
}

// Only called before the loop runs.
func build() fyne.CanvasObject {
	resp, err := http.Get("https://example.org")
	if err != nil {
		return widget.NewLabel(err.Error())
	}
	return widget.NewLabel(resp.Status)
}
