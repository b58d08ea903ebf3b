// Package s15 is shape S15: a command or a result is dropped.
package s15

import tea "github.com/charmbracelet/bubbletea"

type blinkMsg struct{}

func blink() tea.Msg { return blinkMsg{} }

// A component in the usual form.
type input struct{ focused bool }

func (i *input) Focus() tea.Cmd {
	i.focused = true
	return blink
}

func (i input) Update(msg tea.Msg) (input, tea.Cmd) {
	if _, ok := msg.(tea.KeyMsg); ok {
		return i, blink
	}
	return i, nil
}

type status struct{ text string }

func (s status) Update(msg tea.Msg) (status, tea.Cmd) { return s, blink }

func showError(err error) tea.Cmd {
	return func() tea.Msg { return err }
}
