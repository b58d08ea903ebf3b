// Package text has the snippets of the rule's text.
package text

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	"github.com/jroimartin/gocui"
	"github.com/rivo/tview"
)

type view struct {
	busy  *widget.ProgressBar
	state *widget.Label
	list  *widget.List
}

// Wrong: the last call is marshalled, the deferred one and the branch of the error are not.
func (v *view) reload(load func() error) {
	go func() {
		defer v.busy.Hide() // want `^\(\*widget.BaseWidget\).Hide runs off the UI goroutine \(starts a goroutine\), with 2 more UI operations here; wrap it in fyne.Do `
		if err := load(); err != nil {
			v.state.SetText(err.Error())
			v.state.Show()
			return
		}
		fyne.Do(v.list.Refresh)
	}()
}

func New(load func() error) { (&view{}).reload(load) }

type clock struct{ OnTick func(string) }

// The listener's half: package clock knows no toolkit.
func (c *clock) Run(ticks chan string) {
	go func() {
		for t := range ticks {
			c.OnTick(t)
		}
	}()
}

// Wrong: a listener that a goroutine calls.
func Clock(c *clock, bar *tview.Table) {
	c.OnTick = func(t string) {
		bar.SetCellSimple(0, 0, t) // want "off the UI goroutine"
	}
}

type right struct {
	busy  *widget.ProgressBar
	state *widget.Label
	list  *widget.List
}

// Right: all that follows the work is marshalled, once.
func (v *right) reload(load func() error) {
	go func() {
		err := load()
		fyne.Do(func() {
			v.busy.Hide()
			if err != nil {
				v.state.SetText(err.Error())
				v.state.Show()
				return
			}
			v.list.Refresh()
		})
	}()
}

func NewRight(load func() error) { (&right{}).reload(load) }

type rightClock struct{ OnTick func(string) }

func (c *rightClock) Run(ticks chan string) {
	go func() {
		for t := range ticks {
			c.OnTick(t)
		}
	}()
}

// Right: the listener marshals, since the clock cannot know how.
func ClockRight(c *rightClock, app *tview.Application, bar *tview.Table) {
	c.OnTick = func(t string) {
		app.QueueUpdateDraw(func() { bar.SetCellSimple(0, 0, t) })
	}
}

// In gocui.
func Gocui(g *gocui.Gui, v *gocui.View) {
	go func() {
		v.Title = "wrong" // want "off the UI goroutine"
	}()
	go func() {
		g.Update(func(*gocui.Gui) error {
			v.Title = "right"
			return nil
		})
	}()
}
