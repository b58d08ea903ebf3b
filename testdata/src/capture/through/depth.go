// Package through holds what the analysis must see through, a file each. This one: helpers four calls deep on both sides.
package through

import "github.com/rivo/tview"

type deep struct{ n int }

func (d *deep) Bind(list *tview.List) {
	list.SetDoneFunc(func() { d.ui1(list) })
	go d.one()
}

func (d *deep) one() { d.two() }

func (d *deep) two() { d.three() }

func (d *deep) three() { d.four(3) }

func (d *deep) four(n int) {
	d.n = n // want "races with"
}

func (d *deep) ui1(list *tview.List) { d.ui2(list) }

func (d *deep) ui2(list *tview.List) { list.SetCurrentItem(d.n) }
