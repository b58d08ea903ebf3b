// Package n02 is look-alike N2: the work runs in the background and only the func that it returns is posted.
package n02

import (
	"net/http"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	"github.com/rivo/tview"
)

// async runs work in a goroutine and posts what work returns.
func async(work func() func()) {
	go func() {
		show := work()
		fyne.Do(show)
	}()
}

func NewLoad(lbl *widget.Label) *widget.Button {
	return widget.NewButton("Load", func() {
		async(func() func() {
			resp, err := http.Get("https://example.org")
			if err != nil {
				return func() { lbl.SetText(err.Error()) }
			}
			return func() { lbl.SetText(resp.Status) }
		})
	})
}

type screen struct{ app *tview.Application }

// after is the program's own wrapper, typed.
func after[T any](s *screen, work func() T, show func(T)) {
	go func() {
		v := work()
		s.app.QueueUpdateDraw(func() { show(v) })
	}()
}

func (s *screen) BindLoad(list *tview.List) {
	list.AddItem("Load", "", 'l', func() {
		after(s, func() error {
			_, err := http.Get("https://example.org")
			return err
		}, func(err error) {
			if err != nil {
				list.SetItemText(0, err.Error(), "")
			}
		})
	})
}
