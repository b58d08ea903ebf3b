// Package selection tells its listeners of changes under its own lock.
package selection

import "sync"

// A Manager calls what it is given while it holds its lock.
type Manager struct {
	mu        sync.RWMutex
	selected  map[int]bool
	onChanged func()
	listeners []func(int)
}

func New() *Manager { return &Manager{selected: map[int]bool{}} }

func (m *Manager) OnChanged(f func()) { m.onChanged = f }

func (m *Manager) Listen(f func(int)) { m.listeners = append(m.listeners, f) }

func (m *Manager) Select(i int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.selected[i] = true
	if m.onChanged != nil {
		m.onChanged()
	}
	for _, f := range m.listeners {
		f(i)
	}
}

func (m *Manager) Selected(i int) bool {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.selected[i]
}

// A Careful manager calls it after it has given its lock back.
type Careful struct {
	mu        sync.Mutex
	n         int
	onChanged func()
}

func NewCareful() *Careful { return &Careful{} }

func (c *Careful) OnChanged(f func()) { c.onChanged = f }

func (c *Careful) Add() {
	c.mu.Lock()
	c.n++
	f := c.onChanged
	c.mu.Unlock()
	f()
}

func (c *Careful) Count() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.n
}

// A Row is one of many.
type Row struct {
	mu        sync.Mutex
	n         int
	onChanged func()
}

func NewRow() *Row { return &Row{} }

func (r *Row) OnChanged(f func()) { r.onChanged = f }

func (r *Row) Add() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.n++
	r.onChanged()
}

func (r *Row) Count() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.n
}
