// Package n03 is look-alike N3: a wrapper that shadows a waiting name but does not wait.
package n03

import "github.com/rivo/tview"

type App struct {
	*tview.Application
	bar *tview.TextView
}

// QueueUpdateDraw does not wait, unlike the method that it shadows.
func (a *App) QueueUpdateDraw(f func()) { go a.Application.QueueUpdateDraw(f) }

func (a *App) Form() *tview.Form {
	return tview.NewForm().AddButton("Save", func() {
		a.QueueUpdateDraw(func() { a.bar.SetText("saved") })
	})
}
