// Package through holds what the analysis must see through, a file each. This one: helpers four calls deep.
package through

import "github.com/rivo/tview"

type deep struct{ app *tview.Application }

func (d *deep) List() *tview.List {
	return tview.NewList().AddItem("Deep", "", 'd', d.one)
}

func (d *deep) one() { d.two() }

func (d *deep) two() { d.three("3") }

func (d *deep) three(s string) { d.four(len(s)) }

func (d *deep) four(n int) {
	d.app.Draw() // want "waits for the UI goroutine"
}
