package s26wait

import tea "github.com/charmbracelet/bubbletea"

type closer struct{ prog *tea.Program }

func NewCloser(p *tea.Program) tea.Model { return closer{p} }

func (m closer) Init() tea.Cmd { return nil }

// Wrong: Wait ends when the loop does, and the loop is in Update.
func (m closer) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.prog.Wait() // want "blocks the UI goroutine"
	return m, tea.Quit
}

func (m closer) View() string { return "" }
