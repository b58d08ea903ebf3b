package s09

import (
	"image"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

type plot struct {
	widget.BaseWidget
	line *canvas.Text
}

func NewPlot() fyne.Widget {
	p := &plot{}
	p.ExtendBaseWidget(p)
	return p
}

func (p *plot) CreateRenderer() fyne.WidgetRenderer { return &plotRenderer{p} }

type plotRenderer struct{ p *plot }

func (r *plotRenderer) Destroy()                     {}
func (r *plotRenderer) MinSize() fyne.Size           { return fyne.NewSize(10, 10) }
func (r *plotRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.p.line} }
func (r *plotRenderer) Refresh()                     {}

// Wrong: the toolkit calls Layout whenever the window changes.
func (r *plotRenderer) Layout(size fyne.Size) {
	time.Sleep(50 * time.Millisecond) // want "blocks the UI goroutine"
	r.p.line.Resize(size)
}

func NewNoise(frames chan image.Image) *canvas.Raster {
	return canvas.NewRaster(func(w, h int) image.Image {
		return <-frames // want "blocks the UI goroutine"
	})
}

func NewServerList(load func(int) string) *widget.List {
	names := make(chan string)
	go func() {
		for i := 0; ; i++ {
			names <- load(i)
		}
	}()
	return widget.NewList(
		func() int { return 3 },
		func() fyne.CanvasObject { return widget.NewLabel("") },
		func(id widget.ListItemID, o fyne.CanvasObject) {
			o.(*widget.Label).SetText(<-names) // want "blocks the UI goroutine"
		})
}
