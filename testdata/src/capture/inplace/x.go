// Package inplace calls methods on a struct inside a model that is a value: the copies share only what it refers to.
package inplace

import (
	tea "github.com/charmbracelet/bubbletea"

	"capture/inplace/client"
)

type model struct {
	client client.Client
	size   int
}

func New() tea.Model { return model{client: client.New()} }

func (m model) Init() tea.Cmd {
	go m.fill()
	return nil
}

func (m *model) fill() {
	if m.client.All() { // right: this is the copy that Init had
		return
	}
	_ = m.client.Known("x") // want "uses what is in model.client"
}

func (m model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if k, ok := msg.(tea.KeyMsg); ok {
		m.client.Toggle()
		m.client.Remember(k.String())
	}
	return m, nil
}

func (m model) View() string { return "" }
