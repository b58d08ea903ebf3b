// Package fixnone holds what must stay: the program would do something else.
package fixnone

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	"github.com/rivo/tview"
)

type screen struct {
	app  *tview.Application
	list *tview.List
}

// Handlers and goroutines call it: without the queue it would be wrong in the goroutine.
func (s *screen) both() {
	s.app.QueueUpdateDraw(func() { // want "can never return"
		s.list.Clear()
	})
}

// Whoever is out of sight may call it from a goroutine.
func (s *screen) Exported() {
	s.app.QueueUpdateDraw(func() { // want "can never return"
		s.list.Clear()
	})
}

func (s *screen) build(form *tview.Form) {
	go s.both()
	form.AddButton("Both", s.both)
	form.AddButton("Exported", s.Exported)
	form.AddButton("Used", func() {
		app := s.app.QueueUpdate(func() {}) // want "can never return"
		app.SetFocus(form)
	})
}

// Nothing redraws after a function that was only queued.
func (s *screen) queued() {
	go s.app.QueueUpdate(func() {
		s.list.Clear()
		s.app.Draw() // want "can never return"
	})
}

type view struct {
	label *widget.Label
	count int
}

// The count is needed at once.
func (v *view) count1() {
	fyne.DoAndWait(func() { // want "can never return"
		v.count = len(v.label.Text)
	})
}

// What comes after may rely on what was shown.
func (v *view) before() {
	fyne.DoAndWait(func() { // want "can never return"
		v.label.SetText("x")
	})
	v.label.Refresh()
}

func (v *view) build() *widget.Button {
	go v.count1()
	go v.before()
	return widget.NewButton("b", func() {
		v.count1()
		v.before()
	})
}
