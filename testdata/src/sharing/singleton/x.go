// Package singleton has variables that are made where they are asked for first.
package singleton

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

var (
	window fyne.Window
	status *widget.Label
	loads  int
)

// Window makes the window, and with it everything that can start something.
func Window(app fyne.App) fyne.Window {
	if window == nil {
		window = app.NewWindow("x")
		window.SetContent(content(app))
	}
	return window
}

func content(app fyne.App) fyne.CanvasObject {
	loads++ // right: neither the goroutine nor the button comes here, since there is a window when they begin
	if status == nil {
		status = widget.NewLabel("")
		go poll(app)
	}
	return widget.NewButton("Show", func() {
		println(loads)
		Window(app).Show()
	})
}

func poll(app fyne.App) {
	for range time.Tick(time.Second) {
		w := Window(app)
		fyne.Do(w.Show)
	}
}

// Wrong: the handler takes the dialog away, so that it is made again.
var (
	dialog fyne.Window
	made   int
)

func Dialog(app fyne.App) fyne.Window {
	if dialog == nil {
		dialog = app.NewWindow("x")
		dialog.SetContent(dialogContent(app))
	}
	return dialog
}

func dialogContent(app fyne.App) fyne.CanvasObject {
	made++ // want `a background function writes made, which races with the read on the UI goroutine \(and 1 more variable\)`
	go func() {
		for range time.Tick(time.Second) {
			Dialog(app)
		}
	}()
	return widget.NewButton("Show", func() {
		println(made)
		dialog = nil
		Dialog(app)
	})
}

// Wrong: the goroutine can begin before there is a panel.
var (
	panel fyne.Window
	built int
)

func Start(app fyne.App) *widget.Button {
	go Panel(app)
	return widget.NewButton("Show", func() {
		println(built)
		Panel(app).Show()
	})
}

func Panel(app fyne.App) fyne.Window {
	if panel == nil {
		built++ // want `a background function writes built, which races with the read on the UI goroutine`
		panel = app.NewWindow("x")
	}
	return panel
}
