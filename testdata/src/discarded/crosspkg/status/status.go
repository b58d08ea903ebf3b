// Package status returns commands, some of them always nil.
package status

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

type hideMsg struct{}

type Line struct{ text string }

// Say returns the command that hides the text after a while.
func (l *Line) Say(text string) tea.Cmd {
	l.text = text
	return tea.Tick(3*time.Second, func(time.Time) tea.Msg { return hideMsg{} })
}

// Clear returns nil, always.
func (l *Line) Clear() tea.Cmd {
	l.text = ""
	return nil
}
