// Package n09 is look-alike N9: method values and copies around commands.
package n09

import tea "github.com/charmbracelet/bubbletea"

type spinner struct{ id int }

type tickMsg struct{ id int }

func (s spinner) Tick() tea.Msg { return tickMsg{s.id} }

type model struct{ spinner spinner }

func New() tea.Model { return model{} }

func (m model) Init() tea.Cmd { return m.spinner.Tick }

func (m model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.reset()
	return m, m.spinner.Tick
}

func (m *model) reset() { m.spinner.id = 0 }

func (m model) View() string { return "" }
