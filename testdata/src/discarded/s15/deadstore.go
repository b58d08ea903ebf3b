package s15

import tea "github.com/charmbracelet/bubbletea"

type stores struct{ a, b input }

func NewStores() tea.Model { return stores{} }

func (m stores) Init() tea.Cmd { return nil }

// Wrong: the second assignment overwrites the command of the first.
func (m stores) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	m.a, cmd = m.a.Update(msg) // want "is dropped"
	m.b, cmd = m.b.Update(msg)
	return m, cmd
}

func (m stores) View() string { return "" }

type arms struct{ st, page input }

func NewArms() tea.Model { return &arms{} }

func (m *arms) Init() tea.Cmd { return nil }

// Wrong: stored in one arm of the switch, overwritten behind it.
func (m *arms) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmds []tea.Cmd
	var cmd tea.Cmd
	switch msg.(type) {
	case tea.KeyMsg:
		m.st, cmd = m.st.Update(msg) // want "is dropped"
	}
	m.page, cmd = m.page.Update(msg)
	cmds = append(cmds, cmd)
	return m, tea.Batch(cmds...)
}

func (m *arms) View() string { return "" }

type rightStores struct{ a, b input }

func NewRightStores() tea.Model { return rightStores{} }

func (m rightStores) Init() tea.Cmd { return nil }

// Right: kept before it is overwritten.
func (m rightStores) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmds []tea.Cmd
	var cmd tea.Cmd
	m.a, cmd = m.a.Update(msg)
	cmds = append(cmds, cmd)
	m.b, cmd = m.b.Update(msg)
	cmds = append(cmds, cmd)
	return m, tea.Batch(cmds...)
}

func (m rightStores) View() string { return "" }
