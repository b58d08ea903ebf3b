// Package textview is about text views, which lock since they have a batch writer.
package textview

import (
	"fmt"

	older "github.com/derailed/tview"
	"github.com/rivo/tview"
)

// The fork's buffer is changed while the loop draws it.
func watchOlder(app *older.Application, view *older.TextView, lines chan string) {
	go func() {
		for line := range lines {
			view.Clear() // want `TextView\).Clear runs off the UI goroutine.*also calls .*TextView\).SetText`
			view.SetText(line)
		}
	}()
}

// A writer locks in all versions, and who only reads seldom minds.
func appendOlder(view *older.TextView, lines chan string) {
	go func() {
		for line := range lines {
			fmt.Fprintln(view, line, view.GetText(true))
		}
	}()
}

func queueOlder(app *older.Application, view *older.TextView, lines chan string) {
	go func() {
		for line := range lines {
			app.QueueUpdateDraw(func() { view.SetText(line) })
		}
	}()
}

func watch(view *tview.TextView, lines chan string) {
	go func() {
		for line := range lines {
			view.Clear()
			view.SetText(line)
		}
	}()
}
