// Package s21 is shape S21: widget state is written before the marshalled refresh.
package s21

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Wrong: the Refresh is marshalled, the write is not.
func ShowImage(img *canvas.Image, path string) {
	go func() {
		img.File = path // want "off the UI goroutine"
		fyne.Do(img.Refresh)
	}()
}

func ShowText(lbl *widget.Label, load func() string) {
	go func() {
		s := load()
		lbl.Text = s // want "off the UI goroutine"
		fyne.Do(lbl.Refresh)
	}()
}

func ShowMenu(menu *fyne.Menu, items []*fyne.MenuItem) {
	go func() {
		menu.Items = items // want "off the UI goroutine"
		fyne.Do(menu.Refresh)
	}()
}

// Right: the write is posted, too.
func ShowTextRight(lbl *widget.Label, load func() string) {
	go func() {
		s := load()
		fyne.Do(func() {
			lbl.Text = s
			lbl.Refresh()
		})
	}()
}
