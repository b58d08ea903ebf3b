// Package s24 is shape S24: a dead copy of a value model. Nothing races here, so the wording is left open: the write (or
// the binding) goes to a copy that the loop never sees.
package s24

import tea "github.com/charmbracelet/bubbletea"

type app struct {
	prog *tea.Program
	rows []string
}

func (m app) Init() tea.Cmd                           { return nil }
func (m app) Update(msg tea.Msg) (tea.Model, tea.Cmd) { return m, nil }
func (m app) View() string                            { return "" }

// Wrong: the loop has its own copy of m since NewProgram.
func Run() error {
	m := app{}
	p := tea.NewProgram(m)
	m.prog = p // a limit: not seen
	_, err := p.Run()
	return err
}

type shared struct{ prog *tea.Program }

type pointerApp struct{ shared *shared }

func (m pointerApp) Init() tea.Cmd                           { return nil }
func (m pointerApp) Update(msg tea.Msg) (tea.Model, tea.Cmd) { return m, nil }
func (m pointerApp) View() string                            { return "" }

// Right: both copies point to the shared state, which was made before.
func RunRight() error {
	s := &shared{}
	p := tea.NewProgram(pointerApp{s})
	s.prog = p
	_, err := p.Run()
	return err
}

// Right: a pointer model is not copied.
func RunPointer() error {
	m := &pointerModel{}
	p := tea.NewProgram(m)
	m.prog = p
	_, err := p.Run()
	return err
}

type pointerModel struct{ prog *tea.Program }

func (m *pointerModel) Init() tea.Cmd                           { return nil }
func (m *pointerModel) Update(msg tea.Msg) (tea.Model, tea.Cmd) { return m, nil }
func (m *pointerModel) View() string                            { return "" }
