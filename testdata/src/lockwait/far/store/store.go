// Package store has locks that others take, too.
package store

import (
	"sync"

	"fyne.io/fyne/v2/widget"
)

type Store struct {
	Mu    sync.Mutex
	names []string
}

func (s *Store) Names() []string {
	s.Mu.Lock()
	defer s.Mu.Unlock()
	return s.names
}

type Journal struct {
	Mu    sync.RWMutex
	lines int
}

// Button is a handler of this package that takes the lock.
func (j *Journal) Button() *widget.Button {
	return widget.NewButton("Clear", func() {
		j.Mu.Lock()
		j.lines = 0
		j.Mu.Unlock()
	})
}

// Archive is like Journal, but its handler only reads.
type Archive struct {
	Mu    sync.RWMutex
	lines int
}

func (a *Archive) Button(label *widget.Label) *widget.Button {
	return widget.NewButton("Count", func() {
		a.Mu.RLock()
		if a.lines == 0 {
			label.SetText("empty")
		}
		a.Mu.RUnlock()
	})
}
