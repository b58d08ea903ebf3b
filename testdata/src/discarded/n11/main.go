// Command n11 is look-alike N11: a component's setter before the loop runs. The command that blinks the cursor is lost, but
// nobody would have run it: lower level.
package main

import tea "github.com/charmbracelet/bubbletea"

type blinkMsg struct{}

type input struct{ focused bool }

func (i *input) Focus() tea.Cmd {
	i.focused = true
	return func() tea.Msg { return blinkMsg{} }
}

type model struct{ input input }

func newModel() model {
	m := model{}
	m.input.Focus()
	return m
}

func (m model) Init() tea.Cmd                           { return nil }
func (m model) Update(msg tea.Msg) (tea.Model, tea.Cmd) { return m, nil }
func (m model) View() string                            { return "" }

func main() {
	_, _ = tea.NewProgram(newModel()).Run()
}
