// Package windows is about windows that are closed past their intercept.
package windows

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

func poll(ctx context.Context) { <-ctx.Done() }

// Wrong: Close does not run the intercept.
func Settings(app fyne.App) {
	win := app.NewWindow("Settings")
	ctx, cancel := context.WithCancel(context.Background())
	go poll(ctx)
	win.SetCloseIntercept(func() {
		cancel()
		win.Close()
	})
	win.SetContent(widget.NewButton("Close", func() {
		win.Close() // want `^the window is closed here without its close intercept, which alone ends the window's work`
	}))
	win.Show()
}

// Right: the end of the window is heard of however it comes.
func Right(app fyne.App) {
	win := app.NewWindow("Settings")
	ctx, cancel := context.WithCancel(context.Background())
	go poll(ctx)
	win.SetCloseIntercept(func() {
		cancel()
		win.Close()
	})
	win.SetOnClosed(cancel)
	win.SetContent(widget.NewButton("Close", func() { win.Close() }))
	win.Show()
}

// Right: both ways end the work; or the intercept ends nothing.
func Both(app fyne.App) {
	win := app.NewWindow("Settings")
	ctx, cancel := context.WithCancel(context.Background())
	go poll(ctx)
	end := func() {
		cancel()
		win.Close()
	}
	win.SetCloseIntercept(end)
	win.SetContent(widget.NewButton("Close", end))

	other := app.NewWindow("Other")
	other.SetCloseIntercept(other.Hide)
	other.SetContent(widget.NewButton("Close", func() { other.Close() }))
}
