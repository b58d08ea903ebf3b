// Package s19 is shape S19: it looks asynchronous and runs at once.
package s19

import (
	"os/exec"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

func show(lbl *widget.Label, out []byte) { fyne.Do(func() { lbl.SetText(string(out)) }) }

func list() []byte {
	out, _ := exec.Command("ls").Output() // want "blocks the UI goroutine"
	return out
}

func listRight() []byte {
	out, _ := exec.Command("ls").Output()
	return out
}

// Wrong: the arguments of go are evaluated by the caller.
func NewListButton(lbl *widget.Label) *widget.Button {
	return widget.NewButton("List", func() { go show(lbl, list()) })
}

// Right: the call is inside the goroutine.
func NewListButtonRight(lbl *widget.Label) *widget.Button {
	return widget.NewButton("List", func() { go func() { show(lbl, listRight()) }() })
}
