// Package n09 is look-alike N9: copies. A method value with a value receiver binds a copy; a pointer-receiver helper of a
// value-receiver Update works on Update's own copy.
package n09

import tea "github.com/charmbracelet/bubbletea"

type spinner struct {
	frame int
	id    int
}

type spinMsg struct{ id, frame int }

// Tick reads the copy that the method value has bound.
func (s spinner) Tick() tea.Msg { return spinMsg{s.id, s.frame} }

func (s spinner) Update(msg tea.Msg) (spinner, tea.Cmd) {
	s.frame++
	return s, s.Tick
}

type model struct {
	spinner spinner
	count   int
	name    string
}

func New() tea.Model { return model{} }

func (m model) Init() tea.Cmd { return m.spinner.Tick }

func (m model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg.(type) {
	case tea.KeyMsg:
		m.reset()
		return m, m.spinner.Tick
	case spinMsg:
		var cmd tea.Cmd
		m.spinner, cmd = m.spinner.Update(msg)
		return m, cmd
	}
	m.count++
	return m, m.greet()
}

func (m model) View() string { return m.name }

// The helper's receiver is Update's local copy.
func (m *model) reset() {
	m.count = 0
	wipe(&m.name)
}

func wipe(s *string) { *s = "" }

// The closure captures this call's copy of the model.
func (m model) greet() tea.Cmd {
	return func() tea.Msg { return m.name }
}

// A pointer model whose sub-model has value receivers.
type shell struct{ spinner spinner }

func NewShell() tea.Model { return &shell{} }

func (m *shell) Init() tea.Cmd { return m.spinner.Tick }

func (m *shell) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.spinner.frame++
	return m, m.spinner.Tick
}

func (m *shell) View() string { return "" }
