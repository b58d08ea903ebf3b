// Package lockhelper changes state through helpers that run a function under a lock.
package lockhelper

import (
	"sync"

	"fyne.io/fyne/v2/widget"
)

type session struct {
	mu    sync.Mutex
	names map[int]string
	count int
	label *widget.Label
}

func (s *session) change(f func() error) error {
	if err := s.changeLocked(f); err != nil {
		return err
	}
	return nil
}

func (s *session) changeLocked(f func() error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return f()
}

// unlocked runs f too late.
func (s *session) unlocked(f func()) {
	s.mu.Lock()
	s.count++
	s.mu.Unlock()
	f()
}

// sometimes runs f with the lock, and without.
func (s *session) sometimes(f func()) {
	s.mu.Lock()
	f()
	s.mu.Unlock()
	f()
}

type guarded struct{ session }

func (g *guarded) Right() *widget.Button {
	return widget.NewButton("Go", func() {
		go g.change(func() error {
			g.names[1] = "x"
			return nil
		})
		g.mu.Lock()
		g.label.SetText(g.names[1])
		g.mu.Unlock()
	})
}

type late struct {
	session
	title string
	tip   string
}

func (l *late) Wrong() *widget.Button {
	return widget.NewButton("Go", func() {
		go l.unlocked(func() { l.title = "x" }) // want "writes late.title, which races with"
		go l.sometimes(func() { l.tip = "x" })  // want "writes late.tip, which races with"
		l.mu.Lock()
		l.label.SetText(l.title + l.tip)
		l.mu.Unlock()
	})
}
