// Command wiring converts package api's client to package ui's interface: only here both are in sight.
package main

import (
	"blocking/wiring/api"
	"blocking/wiring/ui"

	"fyne.io/fyne/v2/app"
)

func main() {
	w := app.New().NewWindow("wiring")
	v := ui.New(&api.Client{Base: "https://example.org/?q="}) // want "blocks the UI goroutine"
	w.SetContent(v.Entry())
	quick := ui.New(api.Index{}) // right: answers from memory
	w.SetContent(quick.Entry())
	w.ShowAndRun()
}
