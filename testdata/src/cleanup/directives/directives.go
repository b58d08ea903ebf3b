// Package directives is about the comments that silence this rule.
package directives

import (
	"time"

	"fyne.io/fyne/v2/widget"
)

func poll() {
	for range time.Tick(time.Minute) {
	}
}

func Buttons() []*widget.Button {
	return []*widget.Button{
		widget.NewButton("line", func() {
			go poll() //bg:ignore BG203 the button is disabled by its first click
		}),
		widget.NewButton("above", func() {
			//bg:ignore cleanup the button is disabled by its first click
			go poll()
		}),
		widget.NewButton("another rule", func() {
			go poll() //bg:ignore BG101 it blocks nobody // want "a goroutine that never ends"
		}),
	}
}
