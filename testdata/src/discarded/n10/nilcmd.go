// Package n10 is look-alike N10: nil or kept commands. This file: commands that are nil.
package n10

import tea "github.com/charmbracelet/bubbletea"

type savedMsg struct{}

func save() tea.Msg { return savedMsg{} }

type search struct{ text string }

// Nil on every path.
func (s *search) Update(msg tea.Msg) tea.Cmd {
	if key, ok := msg.(tea.KeyMsg); ok {
		s.text = key.String()
		return nil
	}
	return s.clear()
}

func (s *search) clear() tea.Cmd {
	s.text = ""
	return nil
}

type size struct{ width int }

// Nil for this type of message.
func (s size) Update(msg tea.Msg) (size, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.width = msg.Width
		return s, nil
	case tea.KeyMsg:
		return s, save
	}
	return s, nil
}

type nils struct {
	search search
	size   size
	busy   bool
}

func NewNils() tea.Model { return &nils{} }

func (m *nils) Init() tea.Cmd { return nil }

func (m *nils) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	_ = m.search.Update(msg)
	m.search.Update(msg)
	m.setBusy(false)
	m.size, _ = m.size.Update(tea.WindowSizeMsg{Width: 80})
	return m, m.setBusy(true)
}

func (m *nils) View() string { return "" }

// Nil for the constant false.
func (m *nils) setBusy(on bool) tea.Cmd {
	m.busy = on
	if !on {
		return nil
	}
	return save
}
