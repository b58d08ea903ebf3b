package through

import "github.com/rivo/tview"

// Listeners in a slice.
type signal struct{ listeners []func(int) }

func (s *signal) add(f func(int)) { s.listeners = append(s.listeners, f) }

func (s *signal) emit(n int) {
	for _, f := range s.listeners {
		f(n)
	}
}

func NewSignal(table *tview.Table) {
	s := &signal{}
	s.add(func(n int) {
		table.Select(n, 0) // want "off the UI goroutine"
	})
	go s.emit(1)
}
