// Package testsonly has a method that other packages may call, and one that only the package's tests can.
package testsonly

import "fyne.io/fyne/v2/widget"

type Called struct {
	label *widget.Label
	names []string
}

func (c *Called) Load() {
	go func() {
		c.names = load() // want `writes Called.names, which races`
	}()
}

// First is called by nobody here, so that it may be called on the UI goroutine.
func (c *Called) First() string { return c.names[0] }

type Tested struct {
	label *widget.Label
	names []string
}

func (t *Tested) Load() {
	go func() {
		t.names = load()
	}()
}

// first is called by tests.
func (t *Tested) first() string { return t.names[0] }

func load() []string { return nil }
