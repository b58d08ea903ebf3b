// Command fyne is look-alike N11: the interface is built before the loop runs.
package main

import (
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/widget"
)

func main() {
	w := app.New().NewWindow("set-up")
	lbl := widget.NewLabel("")
	lbl.SetText("ready")
	lbl.Text = "really"
	w.SetContent(lbl)
	w.ShowAndRun()
}
