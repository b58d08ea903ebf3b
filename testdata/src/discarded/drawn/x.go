// Package drawn draws the bar by its own idea of how far it is.
package drawn

import (
	"discarded/presumed/bar"

	tea "github.com/charmbracelet/bubbletea"
)

type model struct{ bar bar.Model }

func New() tea.Model { return &model{} }

func (m *model) Init() tea.Cmd { return nil }

func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.bar.SetPercent(0.5) // want "is dropped"
	return m, nil
}

func (m *model) View() string { return m.bar.View() }
