// Package refire has handlers that cause what they handle.
package refire

import (
	"strings"

	"github.com/rivo/tview"
)

type bar struct {
	text, other *tview.TextView
	input       *tview.InputField
	app         *tview.Application
	running     bool
	busy        bool
}

func New(app *tview.Application) *bar {
	text := tview.NewTextView()
	b := &bar{text: text, other: tview.NewTextView(), input: tview.NewInputField(), app: app}
	text.SetChangedFunc(func() { // want `the handler given to \(\*tview.TextView\).SetChangedFunc changes the same widget`
		app.Draw()
		if !b.running {
			b.idle()
		}
	})
	b.other.SetChangedFunc(func() { // another widget's
		b.text.SetText("changed")
	})
	return b
}

func (b *bar) idle() { b.text.SetText("--") }

func (b *bar) Wire() {
	b.input.SetChangedFunc(func(text string) { // want `the handler given to \(\*tview.InputField\).SetChangedFunc changes the same widget`
		b.input.SetText(strings.ToUpper(text))
	})
	b.input.SetChangedFunc(func(text string) { // it ends when the text is as it should be
		if up := strings.ToUpper(text); up != text {
			b.input.SetText(up)
		}
	})
	b.input.SetChangedFunc(func(text string) { // it knows that it is itself
		if b.busy {
			return
		}
		b.busy = true
		b.input.SetText(strings.ToUpper(text))
		b.busy = false
	})
	b.text.SetChangedFunc(func() { b.app.Draw() })
	b.input.SetDoneFunc(nil)
}
