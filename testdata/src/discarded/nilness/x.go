// Package nilness drops commands of functions that hand their message on: nil for some, not for others.
package nilness

import (
	"discarded/nilness/pane"

	tea "github.com/charmbracelet/bubbletea"
)

type (
	wrapped   struct{ msg tea.Msg }
	refresh   struct{}
	quietly   struct{}
	routedMsg struct{}
)

func (routedMsg) Go() tea.Cmd { return load }

func load() tea.Msg { return nil }

type intent interface{ isIntent() }

func (refresh) isIntent() {}

// list asks for wrappers first, then for an interface, then hands the message on.
type list struct {
	input input
	cmds  []tea.Cmd
}

func (l *list) Update(msg tea.Msg) tea.Cmd {
	if w, ok := msg.(wrapped); ok {
		msg = w.msg
	}
	switch msg.(type) {
	case intent:
		return load
	case quietly:
		return nil
	case tea.WindowSizeMsg:
	default:
		l.input.width = 0
	}
	var cmds []tea.Cmd
	if cmd := l.input.Update(msg); cmd != nil {
		cmds = append(cmds, cmd)
	}
	cmds = append(cmds, l.input.Resize(msg))
	return tea.Batch(cmds...)
}

type input struct{ width int }

func (i *input) Update(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(tea.KeyMsg); ok {
		return load
	}
	return nil
}

func (i *input) Resize(msg tea.Msg) tea.Cmd {
	if size, ok := msg.(tea.WindowSizeMsg); ok {
		i.width = size.Width
	}
	return nil
}

type model struct {
	list *list
	kids []kid
	pane *pane.Pane
}

type kid interface {
	Update(tea.Msg) tea.Cmd
}

func New() tea.Model {
	l := &list{}
	return &model{list: l, kids: []kid{l, &input{}}, pane: pane.New(l)}
}

func (m *model) Init() tea.Cmd { return nil }

func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.list.Update(quietly{})             // right: nil for this type
	m.list.Update(tea.WindowSizeMsg{})   // right: nil wherever it is handed on
	m.list.Update(refresh{})             // want "is dropped"
	m.list.Update(tea.KeyMsg{})          // want "is dropped"
	m.list.Update(wrapped{quietly{}})    // want "is dropped"
	m.list.Update(msg)                   // want "is dropped"
	pane.Route(tea.WindowSizeMsg{}, nil) // right: nil for a type of which the other package knows nothing
	pane.Route(routedMsg{}, nil)         // want "is dropped"
	m.resize(tea.WindowSizeMsg{})
	m.press(tea.KeyMsg{})
	m.pane.Focus() // possible only: nobody in sight can be focused
	switch msg.(type) {
	case tea.WindowSizeMsg:
		m.list.Update(msg) // right
	case tea.KeyMsg:
		m.list.Update(msg) // want "is dropped"
	}
	return m, nil
}

func (m *model) View() string { return "" }

// Through an interface: nil if it is for all the types in sight.
func (m *model) resize(msg tea.WindowSizeMsg) {
	for _, k := range m.kids {
		k.Update(msg)
	}
}

func (m *model) press(msg tea.KeyMsg) {
	for _, k := range m.kids {
		k.Update(msg) // want "is dropped"
	}
}

// Commands in a list: nil if all are.
func none(on bool) tea.Cmd {
	cmds := make([]tea.Cmd, 0, 2)
	for range 2 {
		cmds = append(cmds, quiet(), nil)
	}
	return both(cmds...)
}

func some(on bool) tea.Cmd {
	var cmds []tea.Cmd
	if on {
		cmds = append(cmds, load)
	}
	return both(cmds...)
}

func quiet() tea.Cmd { return nil }

func both(cmds ...tea.Cmd) tea.Cmd { return tea.Sequence(cmds...) }

func Lists(m *model) {
	none(true)
	some(true) // want "is dropped"
	some(false)
}
