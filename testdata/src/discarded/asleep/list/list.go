// Package list is a component that filters its items in the background, but only while a filter is set.
package list

import tea "github.com/charmbracelet/bubbletea"

type state int

const (
	unfiltered state = iota
	filtering
	applied
)

type Model struct {
	Title string

	items   []string
	state   state
	spins   bool
	matches []int
}

type matchesMsg []int

func New(items []string) Model { return Model{items: items} }

// NewFiltered returns a list that begins with a filter.
func NewFiltered(items []string) Model { return Model{items: items, state: applied} }

// SetItems returns a command only while a filter is set.
func (m *Model) SetItems(items []string) tea.Cmd {
	var cmd tea.Cmd
	m.items = items
	if m.state != unfiltered {
		m.matches = nil
		cmd = filter(*m)
	}
	return cmd
}

// Spin returns a command unless it has returned one before: a state that is set here.
func (m *Model) Spin() tea.Cmd {
	if m.spins {
		return nil
	}
	m.spins = true
	return func() tea.Msg { return matchesMsg(nil) }
}

func filter(m Model) tea.Cmd {
	return func() tea.Msg { return matchesMsg(m.matches) }
}

// SetFilter sets the filter.
func (m *Model) SetFilter(string) { m.apply() }

func (m *Model) apply() { m.state = applied }

// Reset clears the filter.
func (m *Model) Reset() {
	m.state = unfiltered
	m.matches = nil
}

func (m *Model) Down() {}

func (m Model) Update(msg tea.Msg) (Model, tea.Cmd) {
	if msg, ok := msg.(matchesMsg); ok {
		m.matches = msg
		return m, nil
	}
	if m.state == filtering {
		m.finish(msg)
		return m, nil
	}
	return m, m.browse(msg)
}

func (m *Model) browse(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		if msg.String() == "/" {
			m.state = filtering
		}
	}
	return nil
}

// finish is only called while the user filters.
func (m *Model) finish(msg tea.Msg) {
	if m.state == filtering {
		m.state = applied
	}
}
