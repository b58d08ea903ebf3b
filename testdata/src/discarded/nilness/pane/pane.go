// Package pane hands messages on to what other packages put into it.
package pane

import tea "github.com/charmbracelet/bubbletea"

// Child is what a pane holds; its types are in packages that this one does not see.
type Child interface {
	Update(tea.Msg) tea.Cmd
}

type Focusable interface {
	Focus() tea.Cmd
}

type Pane struct{ child Child }

func New(c Child) *Pane { return &Pane{c} }

// Nobody in sight shows that a child answers a new size with a command: possible only.
func (p *Pane) Resize(w, h int) {
	p.hand(tea.WindowSizeMsg{Width: w, Height: h})
}

func (p *Pane) hand(msg tea.Msg) tea.Cmd { return p.child.Update(msg) }

// Focus delegates to a child that can be focused.
func (p *Pane) Focus() tea.Cmd {
	if f, ok := p.child.(Focusable); ok {
		return f.Focus()
	}
	return nil
}

// Route is nil for every message but a key and what can be routed.
func Route(msg tea.Msg, next func() tea.Cmd) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return next()
	case Routed:
		return msg.Go()
	}
	return nil
}

type Routed interface{ Go() tea.Cmd }
