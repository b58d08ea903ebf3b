// Command fyne is look-alike N11 in Fyne, where DoAndWait before the loop runs its function at once (in a program that has
// declared its migration; in others Fyne prints an error and goes on).
package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/widget"
)

func main() {
	w := app.New().NewWindow("n11")
	lbl := widget.NewLabel("")
	fyne.DoAndWait(func() { lbl.SetText("hello") })
	w.SetContent(lbl)
	w.ShowAndRun()
}
