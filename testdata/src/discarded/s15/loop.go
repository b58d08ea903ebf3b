package s15

import tea "github.com/charmbracelet/bubbletea"

type form struct {
	inputs []input
	focus  int
}

func NewForm() tea.Model { return &form{} }

func (m *form) Init() tea.Cmd { return nil }

func (m *form) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg.(type) {
	case tea.KeyMsg:
		return m, m.all(msg)
	case tea.WindowSizeMsg:
		return m, m.first(msg)
	}
	return m, tea.Batch(m.kept(msg)...)
}

func (m *form) View() string { return "" }

// Wrong: only the last one's command is left.
func (m *form) all(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	for i := range m.inputs {
		m.inputs[i], cmd = m.inputs[i].Update(msg) // want "is dropped"
	}
	return cmd
}

// Right: one of them is updated, and the loop ends.
func (m *form) first(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	for i := range m.inputs {
		if i == m.focus {
			m.inputs[i], cmd = m.inputs[i].Update(msg)
		}
	}
	for i := range m.inputs {
		if m.inputs[i].focused {
			m.inputs[i], cmd = m.inputs[i].Update(msg)
			break
		}
	}
	return cmd
}

// Right: each round keeps what it gets, or looks at what the last one got.
func (m *form) kept(msg tea.Msg) []tea.Cmd {
	var cmd tea.Cmd
	var cmds []tea.Cmd
	for i := range m.inputs {
		m.inputs[i], cmd = m.inputs[i].Update(msg)
		cmds = append(cmds, cmd)
	}
	var all tea.Cmd
	for i := range m.inputs {
		before := all
		m.inputs[i], all = m.inputs[i].Update(msg)
		all = tea.Batch(before, all)
	}
	for range 3 {
		tea.Sequence(blink, all) // want "is dropped"
		cmd = showError(nil)     // want "is dropped"
		_ = cmd
	}
	return append(cmds, all)
}
