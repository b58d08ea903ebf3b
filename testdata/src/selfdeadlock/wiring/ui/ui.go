// Package ui calls an interface in Update.
package ui

import tea "github.com/charmbracelet/bubbletea"

type Logger interface{ Log(string) }

type Model struct{ log Logger }

func New(l Logger) *Model { return &Model{l} }

func (m *Model) Init() tea.Cmd { return nil }

func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.log.Log("update")
	return m, nil
}

func (m *Model) View() string { return "" }
