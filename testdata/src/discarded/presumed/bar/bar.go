// Package bar is a progress bar that can be drawn in two ways.
package bar

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
)

type Model struct{ shown, target float64 }

type frameMsg struct{}

// SetPercent returns the command that moves what View draws.
func (m *Model) SetPercent(p float64) tea.Cmd {
	m.target = p
	return func() tea.Msg { return frameMsg{} }
}

func (m Model) View() string { return m.ViewAs(m.shown) }

func (m Model) ViewAs(p float64) string { return strings.Repeat("#", int(p*10)) }
