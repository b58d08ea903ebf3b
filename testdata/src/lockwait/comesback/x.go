// Package comesback has callbacks that come back for the lock under which they are called.
package comesback

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"lockwait/comesback/selection"
)

type window struct {
	selection *selection.Manager
	careful   *selection.Careful
	lbl       *widget.Label
}

func New(lbl *widget.Label) *window {
	w := &window{selection: selection.New(), careful: selection.NewCareful(), lbl: lbl}
	w.selection.OnChanged(func() { w.refresh() })
	w.selection.Listen(func(i int) {
		if w.selection.Selected(i) { // want `Manager.mu is held when \(\*selection.Manager\).Selected is called, which comes to lock it again`
			w.lbl.SetText(strconv.Itoa(i))
		}
	})
	w.careful.OnChanged(func() { w.lbl.SetText(strconv.Itoa(w.careful.Count())) })
	return w
}

func (w *window) refresh() {
	if w.selection.Selected(1) { // want `Manager.mu is held when \(\*selection.Manager\).Selected is called, which comes to lock it again`
		w.lbl.SetText("one")
	}
}

func (w *window) Buttons() []*widget.Button {
	return []*widget.Button{
		widget.NewButton("Select", func() { w.selection.Select(1) }),
		widget.NewButton("Add", w.careful.Add),
	}
}

// Posted: the lock is free when it runs.
func Later(m *selection.Manager, lbl *widget.Label) *widget.Button {
	m.OnChanged(func() {
		fyne.Do(func() { lbl.SetText(strconv.FormatBool(m.Selected(1))) })
	})
	return widget.NewButton("Later", func() { m.Select(1) })
}

// Each of two rows shows the other one.
func Rows(lbl *widget.Label) []*widget.Button {
	a, b := selection.NewRow(), selection.NewRow()
	a.OnChanged(func() { lbl.SetText(strconv.Itoa(b.Count())) })
	b.OnChanged(func() { lbl.SetText(strconv.Itoa(a.Count())) })
	return []*widget.Button{widget.NewButton("a", a.Add), widget.NewButton("b", b.Add)}
}
