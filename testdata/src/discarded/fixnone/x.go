// Package fixnone holds drops that no return can mend without changing what the program does.
package fixnone

import tea "github.com/charmbracelet/bubbletea"

type part struct{ n int }

func (p part) Update(msg tea.Msg) (part, tea.Cmd) { return p, blink }

func blink() tea.Msg { return nil }

type model struct{ parts []part }

func New() tea.Model { return &model{} }

func (m *model) Init() tea.Cmd { return nil }

func (m *model) focus() tea.Cmd { return blink }

// A loop drops many.
func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	for i := range m.parts {
		m.parts[i], _ = m.parts[i].Update(msg) // want "is dropped"
	}
	m.reset()
	if len(m.parts) > 0 {
		return m, m.twice()
	}
	return m.next()
}

// It returns no command.
func (m *model) reset() {
	m.focus() // want "is dropped"
}

// The command is one of what another function returns.
func (m *model) next() (tea.Model, tea.Cmd) {
	m.focus() // want "is dropped"
	return m.last()
}

// What it batches it returns anyway; with the batch everything would run twice.
func (m *model) twice() tea.Cmd {
	cmds := []tea.Cmd{m.focus(), blink}
	tea.Batch(cmds...) // want "is dropped"
	return tea.Batch(cmds...)
}

func (m *model) last() (tea.Model, tea.Cmd) { return m, nil }

func (m *model) View() string { return "" }
