// Package n01 is look-alike N1: the goroutine marshals its result.
package n01

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	"github.com/jroimartin/gocui"
	"github.com/rivo/tview"
)

func Fyne(e *widget.Entry, lbl *widget.Label, fetch func(string) string) *widget.Button {
	return widget.NewButton("Go", func() {
		q := e.Text
		go func() {
			r := fetch(q)
			fyne.Do(func() { lbl.SetText(r) })
		}()
	})
}

func Tview(app *tview.Application, in *tview.InputField, list *tview.List, fetch func(string) string) *tview.Button {
	return tview.NewButton("Go").SetSelectedFunc(func() {
		q := in.GetText()
		go func() {
			r := fetch(q)
			app.QueueUpdateDraw(func() { list.AddItem(r, "", 0, nil) })
		}()
	})
}

func Gocui(g *gocui.Gui, fetch func() string) error {
	return g.SetKeybinding("", 'g', gocui.ModNone, func(g *gocui.Gui, v *gocui.View) error {
		go func() {
			r := fetch()
			g.Update(func(g *gocui.Gui) error {
				v.Title = r
				return nil
			})
		}()
		return nil
	})
}
