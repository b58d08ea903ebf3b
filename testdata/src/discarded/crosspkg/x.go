// Package crosspkg drops another package's commands.
package crosspkg

import (
	"discarded/crosspkg/status"

	tea "github.com/charmbracelet/bubbletea"
)

type model struct{ line status.Line }

func New() tea.Model { return &model{} }

func (m *model) Init() tea.Cmd { return nil }

func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.line.Clear()      // right: always nil
	m.line.Say("saved") // want "is dropped"
	return m, nil
}

func (m *model) View() string { return "" }
