// Package through holds what the analysis must see through, a file each. This one: helpers four calls deep.
package through

import "github.com/rivo/tview"

type deep struct{ list *tview.List }

func (d *deep) Start() { go d.one() }

func (d *deep) one() { d.two() }

func (d *deep) two() { d.three("3") }

func (d *deep) three(s string) { d.four(len(s)) }

func (d *deep) four(n int) {
	d.list.SetCurrentItem(n) // want "off the UI goroutine"
}
