// Package n08 is look-alike N8: private data. This file: values that are read before the closure.
package n08

import tea "github.com/charmbracelet/bubbletea"

type account struct{ id, name string }

type details struct {
	account *account
	n       int
	text    string
}

type textMsg string

func NewDetails() tea.Model { return &details{account: &account{}} }

func (m *details) Init() tea.Cmd { return nil }

func (m *details) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		m.n++
		m.account = &account{id: msg.String()}
		return m, m.load()
	case textMsg:
		m.text = string(msg)
	}
	return m, nil
}

func (m *details) View() string { return m.text }

func (m *details) load() tea.Cmd {
	id, n := m.account.id, m.n
	return func() tea.Msg { return textMsg(id + string(rune('0'+n))) }
}
