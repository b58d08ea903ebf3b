// Package fixtview is about the fixes of this rule in tview programs: the queued function runs at once, and a redraw that
// comes anyway is dropped.
package fixtview

import "github.com/rivo/tview"

type screen struct {
	app  *tview.Application
	list *tview.List
	form *tview.Form
}

func (s *screen) build() {
	s.form.AddButton("Flat", func() {
		s.app.QueueUpdateDraw(func() { // want "can never return"
			s.list.Clear() // of old items

			// and the focus
			s.app.SetFocus(s.list)
		})
		s.list.SetTitle("done")
	})
	s.form.AddButton("Return", func() {
		s.app.QueueUpdate(func() { // want "can never return"
			if s.list.GetItemCount() == 0 {
				return
			}
			s.list.Clear()
		})
	})
	s.form.AddButton("Draw", func() {
		s.list.Clear()
		s.app.Draw() // want "can never return"
	})
	s.form.AddButton("Helper", s.helper)
	s.form.AddButton("Twice", func() {
		s.app.QueueUpdateDraw(s.show) // want "can never return"
		s.app.QueueUpdateDraw(func() { s.list.Clear() })
	})
}

func (s *screen) helper() {
	defer s.app.QueueUpdateDraw(func() { // want "can never return"
		s.list.Clear()
	})
}

func (s *screen) show() {
	n := 1
	s.list.SetTitle(string(rune(n)))
}
