// Package status has commands that may be dropped, and ones that may not.
package status

import tea "github.com/charmbracelet/bubbletea"

type Line struct{ text string }

func clear() tea.Msg { return nil }

// Flash returns the command that clears the line early.
//
//bg:forget the next message clears the line as well
func (l *Line) Flash(s string) tea.Cmd {
	l.text = s
	return clear
}

func (l *Line) Say(s string) tea.Cmd {
	l.text = s
	return clear
}
