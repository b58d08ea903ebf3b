// Package state drops commands of components of which the calls around say what state they are in: possible only.
package state

import (
	"discarded/state/term"

	tea "github.com/charmbracelet/bubbletea"
)

type clearMsg struct{}

type line struct{ text string }

// Say shows a text for a while.
func (l *line) Say(text string) tea.Cmd {
	l.text = text
	return func() tea.Msg { return clearMsg{} }
}

type model struct {
	term, other *term.Model
	line        line
	pinned      bool
}

func New() tea.Model { return &model{} }

func (m *model) Init() tea.Cmd { return nil }

func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	key, ok := msg.(tea.KeyMsg)
	if !ok {
		return m, nil
	}
	switch key.String() {
	case "s": // it does not run yet
		m.term.SetSize(80)
		return m, m.term.Start()
	case "t": // it runs already
		cmd := m.term.Start()
		m.term.SetSize(80) // want "is dropped"
		return m, cmd
	case "o": // the other one is started
		m.term.SetSize(80) // want "is dropped"
		return m, m.other.Start()
	case "r":
		m.term.SetSize(80) // want "is dropped"
		return m, m.term.Rename()

	case "p": // set and cleared in turns
		if m.pinned {
			m.line.Say("")
		} else {
			m.line.Say("pinned")
		}
		m.pinned = !m.pinned
	case "q": // two texts
		if m.pinned {
			m.line.Say("on") // want "is dropped"
		} else {
			m.line.Say("off") // want "is dropped"
		}
	}
	return m, nil
}

func (m *model) View() string { return m.line.text }
