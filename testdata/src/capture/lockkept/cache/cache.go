// Package cache guards its state with a lock that its users take by its methods.
package cache

import "sync"

// A Cache is used between Lock and Unlock.
type Cache struct {
	mu    sync.Mutex
	Lines []string
	Title string
}

func (c *Cache) Lock()   { c.mu.Lock() }
func (c *Cache) Unlock() { c.mu.Unlock() }

// Peek looks whether the lock is free, and does not keep it.
func (c *Cache) Peek() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.Lines)
}
