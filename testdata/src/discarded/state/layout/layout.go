// Package layout has panes that hand on what they are told.
package layout

import tea "github.com/charmbracelet/bubbletea"

type Focusable interface {
	Focus() tea.Cmd
	Blur() tea.Cmd
}

// Opener is implemented by a pane, and by something in it that really returns a command.
type Opener interface{ Open() tea.Cmd }

type pane struct{ content any }

func NewPane(content any) Focusable { return &pane{content} }

func (p *pane) Focus() tea.Cmd {
	if c, ok := p.content.(Focusable); ok {
		return c.Focus()
	}
	return nil
}

func (p *pane) Blur() tea.Cmd {
	if c, ok := p.content.(Focusable); ok {
		return c.Blur()
	}
	return nil
}

func (p *pane) Open() tea.Cmd {
	if c, ok := p.content.(Opener); ok {
		return c.Open()
	}
	return nil
}

type file struct{}

func (file) Open() tea.Cmd { return tea.Quit }

type Screen struct {
	panes   []Focusable
	openers []Opener
}

func NewScreen() *Screen { return &Screen{openers: []Opener{&pane{}, file{}}} }

func (s *Screen) View() string {
	for i, p := range s.panes {
		if i == 0 {
			p.Focus() // a pane is all that is in sight, and it has no command of its own
		} else {
			p.Blur()
		}
	}
	for _, o := range s.openers {
		o.Open() // want "is dropped"
	}
	return ""
}
