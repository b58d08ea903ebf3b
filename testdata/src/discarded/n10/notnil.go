package n10

import tea "github.com/charmbracelet/bubbletea"

type loud struct {
	size size
	busy nils
}

func NewLoud() tea.Model { return &loud{} }

func (m *loud) Init() tea.Cmd { return nil }

// The counterpart: the same callees with an argument for which they return a command.
func (m *loud) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.busy.setBusy(true)           // want "is dropped"
	m.size.Update(key())           // want "is dropped"
	m.size, _ = m.size.Update(msg) // possible only: who writes the blank has looked at what it drops
	return m, nil
}

func (m *loud) View() string { return "" }

func key() tea.KeyMsg { return tea.KeyMsg{} }
