//go:build gui

// A program on Fyne needs a C compiler and the headers of OpenGL and X11 (Debian: libgl1-mesa-dev xorg-dev), which not every
// machine that tests this module has: go run -tags gui ./fyne

package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"github.com/go-bgkit/bgkit/runtime/ui"
)

func main() {
	window := app.New().NewWindow("Download")
	client := ui.NewClient(fyne.Do)
	defer client.Delete() // stops the download and its progress
	window.SetContent(newView(client).content())
	window.Resize(fyne.NewSize(480, 200))
	window.ShowAndRun()
}
