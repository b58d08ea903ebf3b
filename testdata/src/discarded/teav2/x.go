// Package teav2 drops commands of Bubble Tea v2, whose Msg is another package's type by the name of Event.
package teav2

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

type input struct{ on bool }

func (i *input) Focus() tea.Cmd {
	i.on = true
	return blink
}

// Nil for every message but a key.
func (i input) Update(msg tea.Msg) (input, tea.Cmd) {
	switch msg.(type) {
	case tea.KeyPressMsg:
		return i, blink
	}
	return i, nil
}

func blink() tea.Msg { return nil }

func showError(err error) tea.Cmd {
	return func() tea.Msg { return err }
}

type model struct {
	a, b  input
	child tea.Model
}

func New() tea.Model { return &model{} }

func (m *model) Init() tea.Cmd {
	m.a.Focus() // want "is dropped"
	return nil
}

func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.a, _ = m.a.Update(msg) // right: nil for this type
	case tea.KeyPressMsg:
		m.a.Update(msg)                                                 // want "is dropped"
		tea.Tick(time.Second, func(time.Time) tea.Msg { return nil })   // want "is dropped"
		tea.Batch(blink, m.b.Focus())                                   // want "is dropped"
		m.child, _ = m.child.Update(msg)                                // possible only: nobody knows which model it is
		return m, tea.Sequence(m.b.Focus(), tea.RequestBackgroundColor) // right
	case tea.MouseMsg:
		m.a, cmd = m.a.Update(msg) // right: nil for every message but a key
		m.b, cmd = m.b.Update(msg)
	default:
		m.a, cmd = m.a.Update(msg) // right, too: keys do not come here
		m.b, cmd = m.b.Update(msg)
		return m, tea.Batch(cmd, m.both(msg))
	}
	return m, cmd
}

// Wrong: one variable for the commands of two components, whatever the message.
func (m *model) both(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	m.a, cmd = m.a.Update(msg) // want "is dropped"
	m.b, cmd = m.b.Update(msg)
	return cmd
}

// A view's mouse handler returns its command to the loop.
func (m *model) View() tea.View {
	v := tea.NewView("")
	v.OnMouse = func(msg tea.MouseMsg) tea.Cmd {
		m.b.Focus() // want "is dropped"
		return m.a.Focus()
	}
	return v
}

// Wrong: a command as a message, which compiles, since every value is a message.
func Load(load func() error) tea.Cmd {
	return func() tea.Msg {
		if err := load(); err != nil {
			return showError(err) // want "is dropped"
		}
		return nil
	}
}

func Post(p *tea.Program) {
	go p.Send(showError(nil)) // want "is dropped"
}

// Right: called, and its message returned.
func LoadRight(load func() error) tea.Cmd {
	return func() tea.Msg {
		if err := load(); err != nil {
			return showError(err)()
		}
		return tea.BatchMsg{blink}
	}
}

type dialog struct{ confirm tea.Cmd }

func NewDialog() tea.Model { return &dialog{blink} }

func (m *dialog) Init() tea.Cmd { return nil }

// Wrong: called by hand.
func (m *dialog) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.confirm() // want "is dropped"
	return m, nil
}

func (m *dialog) View() tea.View { return tea.NewView("") }
