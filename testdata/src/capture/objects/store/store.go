// Package store has caches of many kinds.
package store

import "sync"

// A Cache has no lock.
type Cache[K comparable, V any] struct {
	data   map[K]V
	loaded bool
	load   func() map[K]V
}

func New[K comparable, V any](load func() map[K]V) *Cache[K, V] { return &Cache[K, V]{load: load} }

func (c *Cache[K, V]) init() {
	if !c.loaded {
		c.loaded = true
		c.data = c.load()
	}
}

func (c *Cache[K, V]) Get(k K) (V, bool) {
	c.init()
	v, ok := c.data[k]
	return v, ok
}

func (c *Cache[K, V]) Set(k K, v V) {
	c.init()
	c.data[k] = v
}

// A Safe cache has one.
type Safe[K comparable, V any] struct {
	mu   sync.Mutex
	data map[K]V
}

func NewSafe[K comparable, V any]() *Safe[K, V] { return &Safe[K, V]{data: map[K]V{}} }

func (c *Safe[K, V]) Get(k K) V {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.data[k]
}

func (c *Safe[K, V]) Set(k K, v V) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.data[k] = v
}
