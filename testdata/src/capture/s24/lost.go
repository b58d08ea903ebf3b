package s24

import tea "github.com/charmbracelet/bubbletea"

type table struct {
	rows  []string
	err   error
	page  int
	style *style
}

type style struct{ wide bool }

type rowsMsg []string

func (m table) Init() tea.Cmd { return m.fetch() }

func (m table) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case rowsMsg:
		m.rows = msg
	case tea.KeyMsg:
		m.page++
		return m, m.reload()
	}
	return m, nil
}

func (m table) View() string { return "" }

// Wrong: the command has the receiver's copy.
func (m table) fetch() tea.Cmd {
	return func() tea.Msg {
		rows, err := query(m.page)
		m.err = err // want `a command writes table.err of its own copy of the model, which nobody looks at again: the write is lost`
		return rowsMsg(rows)
	}
}

// Wrong: m is the copy that Update leaves behind. The read of its page is right.
func (m *table) reload() tea.Cmd {
	return func() tea.Msg {
		rows, _ := query(m.page)
		m.rows = rows // want `a command writes table.rows of its own copy of the model`
		return nil
	}
}

// Nobody runs it but somebody could.
func (m *table) Rows() []string { return m.rows }

// Right: the copy is scratch paper.
func (m table) scratch() tea.Cmd {
	return func() tea.Msg {
		m.rows, _ = query(1)
		return rowsMsg(m.rows)
	}
}

// Right: what the copy points to is shared.
func (m table) widen() tea.Cmd {
	return func() tea.Msg {
		m.style.wide = true
		return nil
	}
}

func query(int) ([]string, error) { return nil, nil }

func use(m table) []tea.Cmd { return []tea.Cmd{m.scratch(), m.widen()} }
