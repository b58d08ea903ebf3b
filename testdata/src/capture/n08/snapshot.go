package n08

import (
	"slices"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// A snapshot under the lock, deep enough.
type scanner struct {
	mu    sync.RWMutex
	paths []string
}

func (s *scanner) Buttons(scan func([]string)) []fyne.CanvasObject {
	return []fyne.CanvasObject{
		widget.NewButton("Add", func() {
			s.mu.Lock()
			s.paths = append(s.paths, "x")
			s.mu.Unlock()
		}),
		widget.NewButton("Scan", func() {
			s.mu.RLock()
			paths := slices.Clone(s.paths)
			s.mu.RUnlock()
			go scan(paths)
		}),
	}
}
