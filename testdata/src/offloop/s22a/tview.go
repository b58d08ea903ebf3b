package s22a

import (
	"time"

	"github.com/rivo/tview"
)

type toast struct {
	app   *tview.Application
	pages *tview.Pages
}

func (t *toast) Show(box tview.Primitive) *tview.Button {
	return tview.NewButton("Show").SetSelectedFunc(func() {
		t.pages.AddPage("toast", box, false, true)
		time.AfterFunc(time.Second, t.hide)
	})
}

func (t *toast) hide() {
	t.pages.RemovePage("toast") // want "off the UI goroutine"
	t.app.Draw()
}
