// Package n03 is look-alike N3: a wrapper that shadows the toolkit's name and marshals without waiting.
package n03

import "github.com/rivo/tview"

type App struct{ *tview.Application }

func (a *App) QueueUpdateDraw(f func()) { go a.Application.QueueUpdateDraw(f) }

func Fill(a *App, list *tview.List, load func() string) {
	go func() {
		s := load()
		a.QueueUpdateDraw(func() { list.AddItem(s, "", 0, nil) })
	}()
}
