// Package fixtea is about the fixes of this rule in Bubble Tea programs: the returns that follow take the command along.
package fixtea

import tea "github.com/charmbracelet/bubbletea"

type part struct{ n int }

func (p part) Update(msg tea.Msg) (part, tea.Cmd) { return p, blink }

func blink() tea.Msg { return nil }

type model struct {
	a, b part
}

func New() tea.Model { return &model{} }

func (m *model) Init() tea.Cmd {
	m.focus() // want "is dropped"
	return nil
}

func (m *model) focus() tea.Cmd { return blink }

func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		// the cursor
		m.focus() // want "is dropped"
		if msg.String() == "q" {
			return m, tea.Quit
		}
		return m, tea.Batch(blink, blink)
	case string:
		if msg == "a" {
			_ = m.focus() // want "is dropped"
		}
	}
	return m, nil
}

func (m *model) View() string { return "" }

type other struct{ a, b part }

func NewOther() tea.Model { return &other{} }

func (m *other) Init() tea.Cmd { return blink }

func (m *other) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	m.a, cmd = m.a.Update(msg) // want "is dropped"
	m.b, cmd = m.b.Update(msg)
	return m, cmd
}

func (m *other) View() string { return "" }

type third struct{ a part }

func NewThird() tea.Model { return &third{} }

func (m *third) Init() tea.Cmd {
	return func() tea.Msg {
		return later() // want "used as a message"
	}
}

func later() tea.Cmd { return blink }

func (m *third) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.a, _ = m.a.Update(msg) // want "is dropped"
	return m, nil
}

func (m *third) View() string { return "" }
