// Package term is a component that answers only while it runs.
package term

import tea "github.com/charmbracelet/bubbletea"

type resizedMsg struct{}

type polledMsg struct{}

type running struct{ active bool }

type Model struct {
	width int
	state *running
	named bool
}

func (m *Model) IsActive() bool { return m.state != nil && m.state.active }

// SetSize tells the process of its new size, if there is one.
func (m *Model) SetSize(w int) tea.Cmd {
	m.width = w
	if !m.IsActive() {
		return nil
	}
	return func() tea.Msg { return resizedMsg{} }
}

// Start begins the process, with the size that is known by then.
func (m *Model) Start() tea.Cmd {
	m.state = &running{active: true}
	return func() tea.Msg { return polledMsg{} }
}

// Rename makes no difference to whether it runs.
func (m *Model) Rename() tea.Cmd {
	m.named = true
	return func() tea.Msg { return polledMsg{} }
}
