// Command n11 is look-alike N11: state is filled before the loop and before the goroutine.
package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/widget"
)

var hosts []string

func main() {
	w := app.New().NewWindow("n11")
	hosts = append(hosts, "example.org")
	names := map[string]string{}
	names["a"] = "b"
	lbl := widget.NewLabel(names["a"])
	go func() {
		s := hosts[0] + names["a"]
		fyne.Do(func() { lbl.SetText(s) })
	}()
	w.SetContent(widget.NewButton("Show", func() { lbl.SetText(hosts[0] + names["a"]) }))
	w.ShowAndRun()
}
