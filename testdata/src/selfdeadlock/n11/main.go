// Command n11 is look-alike N11: a goroutine that sends before Run merely waits for the loop to start.
package main

import tea "github.com/charmbracelet/bubbletea"

type model struct{}

func (model) Init() tea.Cmd                           { return nil }
func (model) Update(msg tea.Msg) (tea.Model, tea.Cmd) { return model{}, nil }
func (model) View() string                            { return "" }

func main() {
	p := tea.NewProgram(model{})
	go p.Send("ready")
	_, _ = p.Run()
	p.Wait() // the loop has ended
}
