// Package n02 is look-alike N2: own marshal wrappers that do not wait.
package n02

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	"github.com/jroimartin/gocui"
	"github.com/rivo/tview"
)

func ui(f func()) { fyne.Do(f) }

func wrap(f func()) func() { return func() { fyne.Do(f) } }

func NewButtons(lbl *widget.Label) []*widget.Button {
	clear := wrap(func() { lbl.SetText("") })
	return []*widget.Button{
		widget.NewButton("Set", func() { ui(func() { lbl.SetText("set") }) }),
		widget.NewButton("Clear", func() { clear() }),
		widget.NewButton("Hide", func() { ui(lbl.Hide) }),
	}
}

type poster interface{ Post(func()) }

type appPoster struct{ app *tview.Application }

func (p appPoster) Post(f func()) { go p.app.QueueUpdateDraw(f) }

func NewPosting(app *tview.Application, tv *tview.TextView) *tview.Button {
	var p poster = appPoster{app}
	return tview.NewButton("Post").SetSelectedFunc(func() {
		defer p.Post(func() { tv.SetText("posted") })
	})
}

// gocui's Update never waits.
func Bind(g *gocui.Gui) error {
	return g.SetKeybinding("", 'x', gocui.ModNone, func(g *gocui.Gui, v *gocui.View) error {
		g.Update(func(*gocui.Gui) error {
			v.Clear()
			return nil
		})
		return nil
	})
}
