// Package teav2 shares the fields of a model of Bubble Tea v2 with its commands.
package teav2

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

type item struct{ name string }

type browser struct {
	title  string
	filter string
	items  []item
	count  int
	mouse  int
}

type loadedMsg struct{ items []item }

type tickMsg time.Time

func New() tea.Model { return &browser{} }

func (m *browser) Init() tea.Cmd { return m.load("start") }

func (m *browser) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		m.filter += msg.String()
		return m, tea.Batch(m.search(), m.searchRight(), m.tick())
	case loadedMsg:
		m.items = msg.items
	}
	return m, nil
}

func (m *browser) View() tea.View {
	v := tea.NewView(m.title)
	if len(m.items) > m.count+m.mouse {
		v.SetContent(m.items[0].name)
	}
	v.OnMouse = func(msg tea.MouseMsg) tea.Cmd {
		m.mouse++
		return m.clicked
	}
	return v
}

// Wrong: the command writes what View reads.
func (m *browser) load(name string) tea.Cmd {
	return func() tea.Msg {
		m.title = name // want "races with"
		return loadedMsg{}
	}
}

// Wrong: the command reads what Update writes.
func (m *browser) search() tea.Cmd {
	return func() tea.Msg {
		return loadedMsg{find(m.filter)} // want "races with"
	}
}

// Right: read before the closure.
func (m *browser) searchRight() tea.Cmd {
	filter := m.filter
	return func() tea.Msg { return loadedMsg{find(filter)} }
}

func find(filter string) []item { return []item{{filter}} }

// Wrong: the callback of a tick runs in the background.
func (m *browser) tick() tea.Cmd {
	return tea.Tick(time.Second, func(t time.Time) tea.Msg {
		m.count++ // want "races with"
		return tickMsg(t)
	})
}

// A method value as a command. (The loop itself runs what OnMouse returns, so nothing races; see blocking/teav2.)
func (m *browser) clicked() tea.Msg { return nil }

// Right: a value model, each command with its own copy.
type counter struct{ n int }

func NewCounter() tea.Model { return counter{} }

func (m counter) Init() tea.Cmd { return nil }

func (m counter) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.n++
	return m, func() tea.Msg { return m.n }
}

func (m counter) View() tea.View { return tea.NewView(string(rune(m.n))) }
