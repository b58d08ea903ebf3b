// Package reassigned is about a model's map in a variable that may be given another one.
package reassigned

import (
	"maps"

	tea "github.com/charmbracelet/bubbletea"
)

type model struct {
	filter map[string]bool
	chosen map[string]bool
	copied map[string]bool
	fresh  map[string]bool
	names  map[string]bool
	seen   map[string]bool
}

func (m model) Init() tea.Cmd { return nil }
func (m model) View() string  { return "" }

func (m model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(tea.KeyMsg); ok {
		m.filter["a"] = !m.filter["a"]
		m.chosen["a"] = !m.chosen["a"]
		m.copied["a"] = !m.copied["a"]
		m.fresh["a"] = !m.fresh["a"]
		return m, tea.Batch(m.shared(), m.picked(true), m.cloned(), m.replaced())
	}
	if _, ok := msg.(tea.WindowSizeMsg); ok {
		return m, m.rebuilt(true)
	}
	return m, m.kept(true)
}

// The default comes in only when there is none.
func (m model) shared() tea.Cmd {
	f := m.filter
	if f == nil {
		f = map[string]bool{}
	}
	return func() tea.Msg { return f["b"] } // want `a background function reads model.filter.*and 1 more field.*x.go:52 also reads model.chosen`
}

// Whichever map it is, the closure's register holds it.
func (m model) picked(all bool) tea.Cmd {
	return func() tea.Msg {
		f := map[string]bool{}
		if all {
			f = m.chosen
		}
		return f["b"]
	}
}

// A copy is nobody else's.
func (m model) cloned() tea.Cmd {
	f := maps.Clone(m.copied)
	if f == nil {
		f = map[string]bool{}
	}
	return func() tea.Msg { return f["b"] }
}

// The field is only asked whether it is there.
func (m model) replaced() tea.Cmd {
	var f map[string]bool
	if m.fresh == nil {
		f = map[string]bool{"b": true}
	} else {
		f = make(map[string]bool, len(m.fresh))
	}
	return func() tea.Msg { return f["b"] }
}

// What is written is made on this way; the map of the model is only read, and by nobody else written.
func (m model) rebuilt(again bool) tea.Cmd {
	cached := m.names
	return func() tea.Msg {
		var names map[string]bool
		if !again {
			names = cached
		} else {
			names = make(map[string]bool)
			names["x"] = true
		}
		done := make(chan bool)
		go func() { done <- names["x"] }()
		return <-done
	}
}

// What is written is the model's map, on the way where it is not replaced.
func (m model) kept(again bool) tea.Cmd {
	cached := m.seen
	return func() tea.Msg {
		var seen map[string]bool
		seen = cached
		if again {
			seen = make(map[string]bool)
		}
		seen["x"] = true // want "writes model.seen, which races with"
		done := make(chan bool)
		go func() { done <- seen["x"] }()
		return <-done
	}
}
