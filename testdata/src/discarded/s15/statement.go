package s15

import tea "github.com/charmbracelet/bubbletea"

type statements struct {
	input input
	child tea.Model
}

func NewStatements() tea.Model { return &statements{} }

func (m *statements) Init() tea.Cmd { return nil }

func (m *statements) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		switch msg.String() {
		case "f":
			m.input.Focus() // want "is dropped"
		case "r":
			m.reload() // want "is dropped"
		case "n":
			notify("saved") // want "is dropped"
		case "b":
			tea.Batch(blink, m.reload()) // want "is dropped"
		case "F":
			return m, m.input.Focus() // right
		}
	default:
		m.child.Update(msg) // want "is dropped"
	}
	return m, nil
}

func (m *statements) View() string { return "" }

func (m *statements) reload() tea.Cmd { return blink }

func notify(s string) tea.Cmd {
	return func() tea.Msg { return s }
}
