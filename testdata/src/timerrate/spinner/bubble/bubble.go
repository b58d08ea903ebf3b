// Package bubble is a component like those of bubbles.
package bubble

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

type Model struct{ frame int }

type TickMsg struct{}

func (m Model) Tick() tea.Msg { return TickMsg{} }

func (m Model) Update(msg tea.Msg) (Model, tea.Cmd) {
	if _, ok := msg.(TickMsg); !ok {
		return m, nil
	}
	m.frame++
	return m, tea.Tick(100*time.Millisecond, func(time.Time) tea.Msg { return TickMsg{} })
}

func (m Model) View() string { return "" }
