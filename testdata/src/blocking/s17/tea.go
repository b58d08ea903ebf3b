package s17

import tea "github.com/charmbracelet/bubbletea"

type query struct {
	text   string
	answer chan string
}

type console struct {
	queries chan query
	last    string
}

func NewConsole() tea.Model { return &console{queries: make(chan query)} }

func (m *console) Init() tea.Cmd { return nil }

func (m *console) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		m.last = m.ask(msg.String())
	case string:
		m.last = msg
		return m, m.askLater(msg)
	}
	return m, nil
}

func (m *console) View() string { return m.last }

// Wrong: Update waits for whoever serves the queries.
func (m *console) ask(text string) string {
	q := query{text, make(chan string, 1)}
	m.queries <- q
	return <-q.answer // want "a receive from a channel blocks the UI goroutine.*also a send on a channel"
}

// Right: the same inside a command.
func (m *console) askLater(text string) tea.Cmd {
	queries := m.queries
	return func() tea.Msg {
		q := query{text, make(chan string, 1)}
		queries <- q
		return <-q.answer
	}
}
