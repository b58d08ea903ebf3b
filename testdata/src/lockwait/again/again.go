// Package again is about locks that are taken twice.
package again

import (
	"sync"

	"fyne.io/fyne/v2/widget"
)

type manager struct {
	mu    sync.Mutex
	title string
	side  *sidebar
}

func (m *manager) refresh() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.title += "."
}

// Wrong: refresh is for those who do not hold the lock.
func (m *manager) Button() *widget.Button {
	return widget.NewButton("Show", func() {
		m.mu.Lock()
		m.title = ""
		m.refresh() // want `^manager.mu is held when \(\*manager\).refresh is called, which comes to lock it again: the goroutine waits for itself for ever`
		m.mu.Unlock()
		m.refresh()
	})
}

// sidebar calls back.
type sidebar struct {
	owner   *manager
	onReady func()
}

func (s *sidebar) reset() { s.owner.refresh() }

func newSidebar(ready func()) *sidebar {
	s := &sidebar{onReady: ready}
	s.onReady()
	return s
}

// Wrong: through another type and back, and through a stored function.
func (m *manager) Build() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.side.reset() // want "manager.mu is held when .*reset is called"
	m.side = newSidebar(func() { m.refresh() })
}

// Right: a function that gives the lock back meanwhile.
func (m *manager) pause() {
	m.mu.Unlock()
	m.refresh()
	m.mu.Lock()
}

func (m *manager) Paused() {
	m.mu.Lock()
	m.pause()
	m.mu.Unlock()
}

// tree has children of its own type, each with a lock of its own.
type tree struct {
	mu       sync.Mutex
	open     bool
	parent   *tree
	children []*tree
}

func (t *tree) Close() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.open = false
	for _, c := range t.children {
		c.Close()
	}
}

func (t *tree) isOpen() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.open
}

func (t *tree) Show() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.open = t.parent == nil || t.parent.isOpen()
}

// counter is what a tree is for others: an item has a lock of its own.
type counter interface{ isOpen() bool }

func (t *tree) Remove(item counter) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.open = t.open && item.isOpen()
}

func (t *tree) Prune() {
	for _, c := range t.children {
		t.Remove(c)
	}
}

// Reading twice is no deadlock by itself.
type table struct {
	mu   sync.RWMutex
	rows []string
}

func (t *table) Len() int {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return len(t.rows)
}

func (t *table) Empty() bool {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.Len() == 0
}

func (t *table) Fill(n int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for t.Len() < n { // want "table.mu is held when .*Len is called"
		t.rows = append(t.rows, "")
	}
}

// A goroutine has a lock of its own to wait for.
func (m *manager) Later() {
	m.mu.Lock()
	defer m.mu.Unlock()
	go m.refresh()
}
