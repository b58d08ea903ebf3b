// Package n15 is look-alike N15: a goroutine calls a callback whose closure marshals itself.
package n15

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"
	"github.com/rivo/tview"
)

type worker struct{ OnDone func(error) }

func (w *worker) start() {
	go func() { w.OnDone(nil) }()
}

func Fyne(lbl *widget.Label, list *widget.List, win fyne.Window) {
	w := &worker{}
	w.OnDone = func(err error) {
		fyne.Do(func() {
			if err != nil {
				dialog.ShowError(err, win)
				return
			}
			for i := range 3 {
				list.RefreshItem(i)
			}
			func() {
				lbl.Text = "done"
				lbl.Refresh()
			}()
			for _, s := range []string{"a", "b"} {
				lbl.SetText(s)
			}
		})
	}
	w.start()
}

type loader struct{ onRow func(string) }

func Tview(app *tview.Application, list *tview.List) {
	l := &loader{onRow: func(s string) {
		app.QueueUpdateDraw(func() { list.AddItem(s, "", 0, nil) })
	}}
	go func() { l.onRow("row") }()
}
