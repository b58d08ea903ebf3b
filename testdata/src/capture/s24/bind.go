package s24

import tea "github.com/charmbracelet/bubbletea"

type prompt struct{ onOK func() }

type form struct {
	prompt *prompt
	done   bool
}

func (m *form) act() { m.done = true }

func (m form) Init() tea.Cmd { return nil }

// Wrong: a pointer method, bound to this call's copy of the model.
func (m form) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg.(type) {
	case tea.KeyMsg:
		m.prompt.onOK = m.act // a limit: not seen
	}
	return m, nil
}

func (m form) View() string { return "" }

type field struct {
	value bool
	last  *bool
}

func (m field) Init() tea.Cmd { return nil }

// Wrong: the model that Update returns points into the copy that Update leaves behind.
func (m field) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.last = &m.value // a limit: not seen
	return m, nil
}

func (m field) View() string { return "" }
