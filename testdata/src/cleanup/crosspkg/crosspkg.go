// Package crosspkg starts the goroutines of another package from its handlers.
package crosspkg

import (
	"cleanup/crosspkg/clock"

	"github.com/rivo/tview"
)

func Form(app *tview.Application) *tview.Form {
	clock.Start(func() { app.Draw() })
	return tview.NewForm().
		AddButton("Start", func() {
			clock.Start(func() { app.Draw() }) // want `^clock.Start starts a goroutine that never ends, again at each call from the UI`
		}).
		AddButton("Run", func() {
			go clock.Run(func() { app.Draw() }) // want `^a goroutine that never ends is started again and again from the UI`
		})
}
