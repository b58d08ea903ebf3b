// Package byhand calls a command itself: what it does holds up the loop.
package byhand

import (
	"os/exec"

	tea "github.com/charmbracelet/bubbletea"
)

type model struct{}

func New() tea.Model { return model{} }

func (m model) Init() tea.Cmd { return nil }

func (m model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(tea.KeyMsg); ok {
		m.now(func() tea.Msg {
			_ = exec.Command("make").Run() // want "blocks the UI goroutine"
			return nil
		})
		return m, func() tea.Msg {
			_ = exec.Command("make").Run()
			return nil
		}
	}
	return m, nil
}

func (m model) View() string { return "" }

func (m model) now(cmd tea.Cmd) {
	if cmd != nil {
		cmd()
	}
}
