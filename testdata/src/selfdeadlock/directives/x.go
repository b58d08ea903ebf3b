// Package directives is about the comments that silence this rule, or that begin a context.
package directives

import (
	"selfdeadlock/directives/logs"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	"github.com/rivo/tview"
)

type view struct {
	app *tview.Application
	bar *tview.TextView
	lbl *widget.Label
	log *logs.Log
}

// An ignore holds on its line, or on the line below.
func (v *view) Form() *tview.Form {
	return tview.NewForm().
		AddButton("line", func() {
			v.app.QueueUpdate(func() {}) //bg:ignore BG102 this program replaces QueueUpdate's channel
		}).
		AddButton("above", func() {
			//bg:ignore selfdeadlock this program replaces QueueUpdate's channel
			v.app.Draw()
		}).
		AddButton("another rule", func() {
			//bg:ignore BG101 a deadlock is more than a delay
			v.app.Draw() // want "waits for the UI goroutine"
		}).
		AddButton("no reason", func() {
			v.app.Draw() //bg:ignore BG102 // want "waits for the UI goroutine"
		})
}

// In the doc comment of a function it holds for all of it.
//
//bg:ignore BG102 only tests call it, with a simulated screen
func (v *view) IgnoredFunc() *tview.Button {
	return tview.NewButton("x").SetSelectedFunc(func() { v.app.Draw() })
}

// Not to block does not mean not to wait for the UI: the call would still never return.
//
//bg:nonblocking drawing takes a millisecond
func (v *view) draw() {
	v.app.Draw() // want "waits for the UI goroutine"
}

func (v *view) Drawn() *tview.Button { return tview.NewButton("Draw").SetSelectedFunc(v.draw) }

// Nothing in sight calls it: the directive says where it runs.
//
//bg:ui
func (v *view) OnPlugin() { v.plugin() }

func (v *view) plugin() {
	fyne.DoAndWait(func() { v.lbl.SetText("x") }) // want "waits for the UI goroutine"
}

// The same in the background is right, and so it is where nobody knows.
//
//bg:background
func (v *view) Poll() {
	fyne.DoAndWait(func() { v.lbl.SetText("x") })
}

func (v *view) Unknown() {
	fyne.DoAndWait(func() { v.lbl.SetText("x") })
}

// What a //bg:ui function starts does not run there.
//
//bg:ui
func (v *view) OnStart() { go v.Poll() }

// Through another package.
//
//bg:ui
func (v *view) OnSaved() {
	v.log.Add("saved") // want "waits for the UI goroutine"
}

//bg:background
func (v *view) Saved() { v.log.Add("saved") }
