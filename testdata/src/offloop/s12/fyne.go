// Package s12 is shape S12: a ticker or polling goroutine touches widgets.
package s12

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

type stats struct {
	lbl  *widget.Label
	list *widget.List
}

func NewStats() fyne.CanvasObject {
	s := &stats{lbl: widget.NewLabel("")}
	go func() {
		for range time.Tick(time.Second) {
			s.refresh()
		}
	}()
	return s.lbl
}

func (s *stats) refresh() { s.show(time.Now().String()) }

// Reached by the ticker only, so the report stands here.
func (s *stats) show(text string) {
	s.lbl.SetText(text) // want "off the UI goroutine"
	s.list.Refresh()
}

// Wrong: a widget's method as the goroutine itself.
func Kick(list *widget.List) {
	go list.Refresh() // want "off the UI goroutine"
}
