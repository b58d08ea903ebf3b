// Command sendfirst is shape S10 before the loop: Send before Run on the goroutine that calls Run.
package main

import tea "github.com/charmbracelet/bubbletea"

type model struct{}

func (model) Init() tea.Cmd                           { return nil }
func (model) Update(msg tea.Msg) (tea.Model, tea.Cmd) { return model{}, nil }
func (model) View() string                            { return "" }

func main() {
	p := tea.NewProgram(model{})
	p.Send("ready") // want "waits for the UI goroutine"
	_, _ = p.Run()
}
