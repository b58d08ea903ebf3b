// Package s07 is shape S7: a field of the receiver, shared between a background closure and the UI goroutine.
package s07

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

type rates struct {
	widget.BaseWidget
	rate float32
	next float32
}

func (r *rates) CreateRenderer() fyne.WidgetRenderer { return &ratesRenderer{r} }

// Wrong: the renderer reads rate at each layout.
func (r *rates) Tapped(*fyne.PointEvent) {
	go func() {
		r.rate = fetchRate() // want "races with"
		fyne.Do(r.Refresh)
	}()
}

// Right: the result is written on the UI goroutine.
func (r *rates) DoubleTapped(*fyne.PointEvent) {
	go func() {
		v := fetchRate()
		fyne.Do(func() {
			r.next = v
			r.Refresh()
		})
	}()
}

func fetchRate() float32 { return 1 }

type ratesRenderer struct{ r *rates }

func (r *ratesRenderer) Destroy()                     {}
func (r *ratesRenderer) Layout(size fyne.Size)        { r.r.Resize(fyne.NewSize(r.r.rate, r.r.next)) }
func (r *ratesRenderer) MinSize() fyne.Size           { return fyne.Size{} }
func (r *ratesRenderer) Objects() []fyne.CanvasObject { return nil }
func (r *ratesRenderer) Refresh()                     {}
