package through

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// A parameter that the callee starts: an inferred spawner, three deep.
func start3(f func()) { go f() }

func start2(f func()) { start3(f) }

func start1(f func()) { start2(func() { f() }) }

func Param(lbl *widget.Label) *widget.Button {
	return widget.NewButton("Param", func() {
		start1(func() {
			lbl.SetText("param") // want "off the UI goroutine"
		})
	})
}

// A parameter that the callee calls inline.
func inline(f func()) { f() }

func Inline(lbl *widget.Label) *widget.Button {
	return widget.NewButton("Inline", func() {
		inline(func() { lbl.SetText("inline") })
	})
}

// A widget as a parameter of the goroutine.
func Widget(lbl *widget.Label) {
	go func(l *widget.Label, s string) {
		l.SetText(s) // want "off the UI goroutine"
	}(lbl, "param")
}

// An interface of the toolkit as a parameter.
func Disable(all []fyne.Disableable) {
	go func() {
		for _, d := range all {
			d.Disable() // want "off the UI goroutine"
		}
	}()
}
