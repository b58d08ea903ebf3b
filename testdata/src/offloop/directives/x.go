// Package directives is about the comments that silence this rule, that begin a context, or that end one.
package directives

import (
	"offloop/directives/panel"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	"github.com/jroimartin/gocui"
)

// An ignore holds on its line, or on the line below.
func Ignored(lbl *widget.Label, bar *widget.ProgressBar) {
	go func() {
		lbl.SetText("line") //bg:ignore BG103 the window is not shown yet
	}()
	go func() {
		//bg:ignore offloop the window is not shown yet
		lbl.SetText("above")
	}()
	go func() {
		//bg:ignore BG101 another rule
		lbl.SetText("another rule") // want "off the UI goroutine"
	}()
	go func() {
		lbl.SetText("no reason") //bg:ignore BG103 // want "off the UI goroutine"
	}()
	go func() { //bg:ignore BG103 on the line of the go statement, where no report stands
		lbl.SetText("elsewhere") // want "off the UI goroutine"
	}()
}

// One goroutine, one report: the first operation. An ignore there is about that one, and the rest is reported.
func IgnoredFirst(lbl *widget.Label, bar *widget.ProgressBar) {
	go func() {
		lbl.SetText("first") //bg:ignore BG103 this label is not shown
		bar.SetValue(1)      // want "off the UI goroutine"
	}()
}

// In the doc comment of a function it holds for all of it.
//
//bg:ignore BG103 only tests call it, without a window
func IgnoredFunc(lbl *widget.Label) {
	go func() {
		lbl.SetText("a")
		lbl.Hide()
	}()
}

type view struct {
	lbl   *widget.Label
	panel *panel.Panel
}

// What is safe may be called from a goroutine, and so may what it calls.
//
//bg:safe the label is never attached to a window
func (v *view) note(s string) { v.keep(s) }

func (v *view) keep(s string) { v.lbl.SetText(s) }

func (v *view) Notes(work func() string) {
	go func() { v.note(work()) }()
	go v.note("direct")
	notify := v.note
	go func() { notify("value") }()
	go v.panel.Show("of another package")
	go v.panel.Draw("of another package, without") // want "off the UI goroutine"
}

// A way around the declaration is none.
func (v *view) Around() {
	go func() {
		v.note("safe")
		v.keepAll("both")
	}()
}

func (v *view) keepAll(s string) {
	v.lbl.SetText(s) // want "off the UI goroutine"
}

// It belongs to the UI goroutine by declaration, so the call in a goroutine is what is wrong.
//
//bg:ui
func (v *view) show(s string) { v.lbl.SetText(s) }

func (v *view) Shows(work func() string) {
	go func() {
		v.show(work()) // want "off the UI goroutine"
	}()
	go func() {
		s := work()
		fyne.Do(func() { v.show(s) })
	}()
}

// Nothing in sight starts it: the directive says where it runs.
//
//bg:background
func (v *view) Poll() { v.polled() }

func (v *view) polled() {
	v.lbl.SetText("polled") // want "off the UI goroutine"
}

// The same without a directive: nobody knows where it runs.
func (v *view) Unknown() { v.lbl.SetText("unknown") }

// Marshalled it is right.
//
//bg:background
func (v *view) PollRight() {
	fyne.Do(func() { v.lbl.SetText("polled") })
}

// The methods of bggen run in the background, too.
//
//bg:io
func (v *view) load() {
	v.lbl.SetText("loading") // want "off the UI goroutine"
}

// It has the shape of a key binding, and runs elsewhere all the same.
//
//bg:background
func Refresh(g *gocui.Gui, v *gocui.View) error {
	v.Clear() // want "off the UI goroutine"
	return nil
}
