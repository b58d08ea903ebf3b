// Command wiring converts package panel's observers to package engine's interface.
package main

import (
	"offloop/wiring/engine"
	"offloop/wiring/panel"

	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/widget"
)

func main() {
	w := app.New().NewWindow("wiring")
	bar := widget.NewProgressBar()
	w.SetContent(bar)
	engine.New(&panel.Bar{ProgressBar: bar}).Start() // want "off the UI goroutine"
	engine.New(&panel.SafeBar{ProgressBar: bar}).Start()
	w.ShowAndRun()
}
