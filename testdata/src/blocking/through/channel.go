package through

import (
	"net"

	tea "github.com/charmbracelet/bubbletea"
)

// Funcs in a channel that Update drains.
type mailroom struct{ later chan func() }

func NewMailroom() tea.Model {
	m := &mailroom{later: make(chan func(), 8)}
	m.later <- func() {
		_, _ = net.Dial("tcp", "localhost:25") // want "blocks the UI goroutine"
	}
	return m
}

func (m *mailroom) Init() tea.Cmd { return nil }

func (m *mailroom) Update(tea.Msg) (tea.Model, tea.Cmd) {
	select {
	case f := <-m.later:
		f()
	default:
	}
	return m, nil
}

func (m *mailroom) View() string { return "" }
