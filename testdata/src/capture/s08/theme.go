package s08

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// A layout object that the toolkit reads on the UI goroutine.
type scaled struct{ factor float32 }

func (s *scaled) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(fyne.NewSize(size.Width*s.factor, size.Height*s.factor))
	}
}

func (s *scaled) MinSize(objects []fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// Wrong: only the Refresh is marshalled, the factor is written in the goroutine.
func Watch(factors chan float32, lbl *widget.Label) *fyne.Container {
	s := &scaled{1}
	c := &fyne.Container{Layout: s, Objects: []fyne.CanvasObject{lbl}}
	go func() {
		for f := range factors {
			s.factor = f // want "races with"
			fyne.Do(c.Refresh)
		}
	}()
	return c
}
