package through

import "github.com/rivo/tview"

// A waiting func in a field, called by a handler.
type notifier struct {
	notify func(string)
	later  func(string)
}

func NewNotifier(app *tview.Application, tv *tview.TextView) *tview.Button {
	n := &notifier{
		notify: func(s string) {
			app.QueueUpdateDraw(func() { tv.SetText(s) }) // want "waits for the UI goroutine"
		},
		later: func(s string) {
			app.QueueUpdateDraw(func() { tv.SetText(s) })
		},
	}
	return tview.NewButton("Notify").SetSelectedFunc(func() {
		n.notify("now")
		go n.later("later")
	})
}
