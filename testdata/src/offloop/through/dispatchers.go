package through

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	"github.com/rivo/tview"
)

// Own dispatchers, waiting and not, hold their argument on the UI goroutine.
type dispatcher interface{ dispatch(func()) }

type fyneDispatcher struct{}

func (fyneDispatcher) dispatch(f func()) { fyne.Do(f) }

type tviewDispatcher struct{ app *tview.Application }

func (d tviewDispatcher) dispatch(f func()) { d.app.QueueUpdateDraw(func() { f() }) }

func Dispatch(d dispatcher, lbl *widget.Label) {
	go func() {
		d.dispatch(func() { lbl.SetText("dispatched") })
	}()
}

func Dispatchers(app *tview.Application, lbl *widget.Label) {
	Dispatch(fyneDispatcher{}, lbl)
	Dispatch(tviewDispatcher{app}, lbl)
}

func result[T any](f func() T) T {
	var v T
	fyne.DoAndWait(func() { v = f() })
	return v
}

func Ask(e *widget.Entry, use func(string)) {
	go func() {
		use(result(func() string {
			e.Refresh()
			return e.Text
		}))
	}()
}
