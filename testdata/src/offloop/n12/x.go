// Package n12 is look-alike N12: widgets built in a goroutine and attached by the marshalled function.
package n12

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
	"github.com/rivo/tview"
)

func Fyne(win fyne.Window, load func() []string) {
	go func() {
		box := container.NewVBox()
		for _, s := range load() {
			lbl := widget.NewLabel(s)
			box.Objects = append(box.Objects, lbl)
		}
		fyne.Do(func() { win.SetContent(box) })
	}()
}

// build makes new widgets only.
func build(names []string) fyne.CanvasObject {
	lbl := widget.NewLabel("")
	lbl.SetText(names[0])
	return container.NewVBox(lbl, widget.NewLabel(names[1]))
}

func FyneBuild(win fyne.Window, load func() []string) {
	go func() {
		c := build(load())
		fyne.Do(func() { win.SetContent(c) })
	}()
}

func Tview(app *tview.Application, load func() []string) {
	go func() {
		list := tview.NewList()
		for _, s := range load() {
			list.AddItem(s, "", 0, nil)
		}
		app.QueueUpdateDraw(func() { app.SetRoot(list, true) })
	}()
}
