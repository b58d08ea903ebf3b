// Package rows stores funcs that another package runs on the UI goroutine or off it.
package rows

import (
	"os/exec"

	"blocking/rows/row"

	"fyne.io/fyne/v2/widget"
)

func New() *row.Row {
	r := &row.Row{}
	r.OnTap = func() {
		_ = exec.Command("tap").Run() // want "blocks the UI goroutine"
	}
	r.OnHold = func() {
		_ = exec.Command("hold").Run() // right: package row starts a goroutine
	}
	return r
}

func NewButtons() []*widget.Button {
	return []*widget.Button{
		widget.NewButton("Async", func() {
			row.Async(func() { _ = exec.Command("async").Run() }) // right: package row starts a goroutine
		}),
		widget.NewButton("Inline", func() {
			row.Inline(func() {
				_ = exec.Command("inline").Run() // want "blocks the UI goroutine"
			})
		}),
	}
}
