// Command n11 is look-alike N11: fields are written before the loop and before the goroutine starts.
package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/widget"
)

type view struct {
	host string
	port int
	lbl  *widget.Label
}

func main() {
	w := app.New().NewWindow("n11")
	v := &view{lbl: widget.NewLabel("")}
	v.host = "example.org"
	v.setPort(80)
	w.SetContent(v.lbl)
	go v.watch()
	w.ShowAndRun()
}

func (v *view) setPort(port int) { v.port = port }

func (v *view) watch() {
	if v.port > 0 {
		host := v.host
		fyne.Do(func() { v.lbl.SetText(host) })
	}
}
