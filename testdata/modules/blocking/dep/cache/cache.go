// Package cache is a container that loads what it has not got.
package cache

type Cache struct {
	load func(string) string
	have map[string]string
}

func New(load func(string) string) *Cache { return &Cache{load, map[string]string{}} }

func (c *Cache) Get(key string) string {
	if v, ok := c.have[key]; ok {
		return v
	}
	c.have[key] = c.load(key)
	return c.have[key]
}
