package s15

import tea "github.com/charmbracelet/bubbletea"

type blanks struct {
	status status
	other  status
}

func NewBlanks() tea.Model { return &blanks{} }

func (m *blanks) Init() tea.Cmd { return nil }

func (m *blanks) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.status, _ = m.status.Update(msg) // want "is dropped"
	_ = m.refresh()                    // want "is dropped"
	var cmd tea.Cmd
	m.other, cmd = m.other.Update(msg) // right
	return m, cmd
}

func (m *blanks) View() string { return "" }

func (m *blanks) refresh() tea.Cmd { return tea.Batch(blink, blink) }
