// Package crosspkg calls another package's helpers in a goroutine.
package crosspkg

import (
	"offloop/crosspkg/view"

	"fyne.io/fyne/v2/widget"
)

func New(v *view.View, work func()) *widget.Button {
	return widget.NewButton("Work", func() {
		v.Say("working")
		go func() {
			work()
			v.Post("half")
			v.Say("done") // want "off the UI goroutine"
		}()
	})
}
