// Package switcher calls a func field in Update. Nothing is wrong in it: what blocks is stored by package s05.
package switcher

import tea "github.com/charmbracelet/bubbletea"

type Config struct {
	OnSwitch func(name string)
	OnFilter func(name string)
}

type Model struct {
	cfg  Config
	name string
}

func New(cfg Config) *Model { return &Model{cfg: cfg} }

func (m *Model) Init() tea.Cmd { return nil }

func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if key, ok := msg.(tea.KeyMsg); ok {
		m.name = key.String()
		m.cfg.OnFilter(m.name)
		m.cfg.OnSwitch(m.name)
	}
	return m, nil
}

func (m *Model) View() string { return m.name }
