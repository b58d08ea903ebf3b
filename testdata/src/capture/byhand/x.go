// Package byhand has commands that the program calls itself: they run in the caller's goroutine.
package byhand

import tea "github.com/charmbracelet/bubbletea"

type overlay struct{ onConfirm func() }

type model struct {
	overlay overlay
	names   []string
	count   int
}

func New() tea.Model { return &model{} }

func (m *model) Init() tea.Cmd { return nil }

func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		switch msg.String() {
		case "d":
			remove := func() tea.Msg {
				m.names = m.names[1:] // right: confirm's literal calls it, on the UI goroutine
				return nil
			}
			return m, m.confirm(remove)
		case "c":
			return m, m.later(func() tea.Msg {
				m.count++ // want "races with"
				return nil
			})
		case "y":
			m.overlay.onConfirm()
		}
	}
	if m.count > len(m.names) {
		m.names = append(m.names, "new")
		m.count++
	}
	return m, nil
}

func (m *model) View() string { return "" }

// confirm calls the command by hand.
func (m *model) confirm(action tea.Cmd) tea.Cmd {
	m.overlay.onConfirm = func() {
		if action != nil {
			_ = action()
		}
	}
	return nil
}

// later gives it to the loop when there is nothing to ask.
func (m *model) later(action tea.Cmd) tea.Cmd {
	if m.overlay.onConfirm == nil {
		return action
	}
	_ = action()
	return nil
}
