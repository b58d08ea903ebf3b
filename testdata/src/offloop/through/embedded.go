package through

import (
	"fyne.io/fyne/v2/widget"
	"github.com/rivo/tview"
)

// The promoted method of an embedded widget.
type pill struct {
	*widget.Label
	name string
}

func (p *pill) Watch(names chan string) {
	go func() {
		for name := range names {
			p.SetText(name) // want "off the UI goroutine"
		}
	}()
}

// The own method of a type that embeds a primitive, through an embedding of that.
type frame struct{ *tview.Box }

func (f *frame) caption(s string) {
	f.SetTitle(s) // want "off the UI goroutine"
}

type window struct{ frame }

func (w *window) Start() { go w.caption("w") }
