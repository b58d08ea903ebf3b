// Command tea is look-alike N11: the probe runs before the program starts.
package main

import (
	"os/exec"

	tea "github.com/charmbracelet/bubbletea"
)

type model struct{ version string }

func newModel() *model {
	out, _ := exec.Command("git", "--version").Output()
	return &model{string(out)}
}

func (m *model) Init() tea.Cmd                           { return nil }
func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) { return m, nil }
func (m *model) View() string                            { return m.version }

func main() {
	p := tea.NewProgram(newModel())
	_, _ = p.Run()
}
