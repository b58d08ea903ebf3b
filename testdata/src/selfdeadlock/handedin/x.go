// Package handedin sends from Update, through a function that another package was handed.
package handedin

import (
	"selfdeadlock/handedin/feed"

	tea "github.com/charmbracelet/bubbletea"
)

type model struct{ monitor *feed.Monitor }

type price float64

func (m *model) Init() tea.Cmd { return nil }

func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(tea.KeyMsg); ok {
		m.monitor.SetAssets(1)
	}
	return m, nil
}

func (m *model) View() string { return "" }

func Run() error {
	m := &model{}
	p := tea.NewProgram(m)
	m.monitor = feed.NewMonitor(feed.Options{OnUpdate: func(f float64) {
		p.Send(price(f)) // want "waits for the UI goroutine, and runs on it"
	}})
	_, err := p.Run()
	return err
}
