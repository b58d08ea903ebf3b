package through

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// A closure that a function returns.
func setter(lbl *widget.Label) func(string) {
	return func(s string) {
		lbl.SetText(s) // want "off the UI goroutine"
	}
}

func Closure(lbl *widget.Label) {
	set := setter(lbl)
	go set("closure")
}

func postingSetter(lbl *widget.Label) func(string) {
	return func(s string) {
		fyne.Do(func() { lbl.SetText(s) })
	}
}

func ClosureRight(lbl *widget.Label) {
	set := postingSetter(lbl)
	go set("closure")
}
