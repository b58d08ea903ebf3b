// Package through holds what the analysis must see through, a file each. This one: helpers four calls deep.
package through

import (
	"os/exec"

	"fyne.io/fyne/v2/widget"
)

func NewDeep() *widget.Button { return widget.NewButton("Deep", deep1) }

func deep1() { deep2("a") }

func deep2(s string) { _ = deep3(s, 1) }

func deep3(s string, n int) error { return deep4(s) }

func deep4(s string) error {
	return exec.Command("touch", s).Run() // want "blocks the UI goroutine"
}
