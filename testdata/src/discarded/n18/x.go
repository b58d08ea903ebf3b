// Package n18 is look-alike N18: bounded ticks. No command is lost when a stale tick is answered with nil.
package n18

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

type tickMsg struct{ id int }

type model struct {
	tickID int
	busy   bool
}

func New() tea.Model { return model{} }

func (m model) Init() tea.Cmd { return nil }

func (m model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tickMsg:
		if msg.id != m.tickID {
			return m, nil
		}
		return m, tick(m.tickID)
	case tea.KeyMsg:
		if m.busy {
			return m, nil
		}
		m.busy = true
		m.tickID++
		return m, tick(m.tickID)
	}
	return m, nil
}

func (m model) View() string { return "" }

func tick(id int) tea.Cmd {
	return tea.Tick(time.Second, func(time.Time) tea.Msg { return tickMsg{id} })
}
