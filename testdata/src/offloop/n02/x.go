// Package n02 is look-alike N2: own marshal wrappers of all kinds.
package n02

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	"github.com/rivo/tview"
)

func ui(f func()) { fyne.Do(f) }

func wrap(f func()) func() { return func() { fyne.Do(f) } }

func wrap1[T any](f func(T)) func(T) { return func(v T) { fyne.Do(func() { f(v) }) } }

type view struct {
	lbl  *widget.Label
	busy *widget.Label
}

// A method whose whole body is one marshal.
func (v *view) say(s string) { fyne.Do(func() { v.lbl.SetText(s) }) }

func (v *view) idle() { ui(v.busy.Hide) }

type sayer interface{ say(string) }

func (v *view) Work(work func()) {
	var s sayer = v
	clear := wrap(func() { v.lbl.SetText("") })
	set := wrap1(v.lbl.SetText)
	go func() {
		defer v.idle()
		clear()
		work()
		set("set")
		v.say("half")
		s.say("done")
		ui(v.lbl.Refresh)
	}()
}

// async posts the func that its argument returns.
func async(work func() func()) {
	go func() { fyne.Do(work()) }()
}

func (v *view) Load(load func() string) {
	async(func() func() {
		s := load()
		return func() { v.lbl.SetText(s) }
	})
}

type screen struct {
	app  *tview.Application
	list *tview.List
	post func(func())
}

func NewScreen(app *tview.Application) *screen {
	s := &screen{app: app, list: tview.NewList()}
	s.post = func(f func()) { app.QueueUpdateDraw(f) }
	go func() {
		s.post(func() { s.list.Clear() })
	}()
	return s
}
