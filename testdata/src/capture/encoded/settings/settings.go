// Package settings keeps what the user chose.
package settings

import (
	"encoding/json"
	"os"
	"sync"
)

type Window struct {
	Width float64
	Theme string
}

type Settings struct {
	Name   string
	Window Window
	Recent map[string]int
	drafts int
}

func Save(file string, s *Settings) error {
	data, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return os.WriteFile(file, data, 0o600)
}

// Own encodes itself.
type Own struct{ Name string }

func (o *Own) MarshalJSON() ([]byte, error) { return []byte(`"own"`), nil }

func SaveOwn(o *Own) ([]byte, error) { return json.Marshal(o) }

// Guarded is encoded and changed under its lock.
type Guarded struct {
	mu   sync.Mutex
	Name string
}

func (g *Guarded) Save() ([]byte, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return json.Marshal(g)
}

func (g *Guarded) Rename(name string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.Name = name
}
