// Package model holds state. It starts nothing, and nothing in it says which goroutine calls.
package model

import "sync"

// Info is the state of a node.
type Info struct {
	alias   string
	Blocks  int
	Guarded Guarded
}

// Load asks and keeps the answer.
func (m *Info) Load(ask func() string) { m.alias = ask() }

// Alias is the last answer.
func (m *Info) Alias() string { return m.alias }

// Guarded takes care of itself.
type Guarded struct {
	mu sync.Mutex
	n  int
}

// Add adds.
func (g *Guarded) Add(n int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.n += n
}

// Sum is what was added.
func (g *Guarded) Sum() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.n
}
