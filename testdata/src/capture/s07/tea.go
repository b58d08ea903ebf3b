package s07

import tea "github.com/charmbracelet/bubbletea"

type session struct{ id string }

type finder struct {
	target  string
	session *session
}

type foundMsg struct{ id string }

func NewFinder() tea.Model { return &finder{session: &session{}} }

func (m *finder) Init() tea.Cmd { return nil }

func (m *finder) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		switch msg.String() {
		case "f":
			return m, m.find()
		case "r":
			return m, m.report()
		case "R":
			return m, m.reportRight()
		}
	case foundMsg:
		m.session = &session{msg.id}
	}
	return m, nil
}

func (m *finder) View() string { return m.target }

// Wrong: the command writes what View reads.
func (m *finder) find() tea.Cmd {
	return func() tea.Msg {
		m.target = "found" // want "races with"
		return foundMsg{}
	}
}

// Wrong: the command reads what Update replaces.
func (m *finder) report() tea.Cmd {
	return func() tea.Msg {
		return foundMsg{m.session.id} // want "races with"
	}
}

// Right: read before the closure.
func (m *finder) reportRight() tea.Cmd {
	id := m.session.id
	return func() tea.Msg { return foundMsg{id} }
}
