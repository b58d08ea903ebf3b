// Package spinner has animated components.
package spinner

import (
	"timerrate/spinner/bubble"

	tea "github.com/charmbracelet/bubbletea"
)

type status struct {
	spinner bubble.Model
	running bool
}

func New() tea.Model { return &status{} }

func (s *status) Init() tea.Cmd { return nil }

func (s *status) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case startMsg:
		s.running = true
		return s, s.spinner.Tick
	case endMsg:
		s.running = false
	case tea.KeyMsg:
		if msg.String() == "q" {
			return s, tea.Quit
		}
	default:
		var cmd tea.Cmd
		s.spinner, cmd = s.spinner.Update(msg) // want `the ticks of spinner go on when it is no longer shown`
		return s, cmd
	}
	return s, nil
}

func (s *status) View() string {
	if s.running {
		return s.spinner.View()
	}
	return "ready"
}

type (
	startMsg struct{}
	endMsg   struct{}
)

// right stops when nobody sees it.
type right struct {
	spinner bubble.Model
	running bool
}

func NewRight() tea.Model { return &right{} }

func (r *right) Init() tea.Cmd { return nil }

func (r *right) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg.(type) {
	case startMsg:
		r.running = true
		return r, r.spinner.Tick
	case endMsg:
		r.running = false
	case bubble.TickMsg:
		if !r.running {
			return r, nil
		}
		var cmd tea.Cmd
		r.spinner, cmd = r.spinner.Update(msg)
		return r, cmd
	}
	return r, nil
}

func (r *right) View() string {
	if r.running {
		return r.spinner.View()
	}
	return "ready"
}

// loading is shown until the program has what it needs, which never turns back.
type loading struct {
	spinner bubble.Model
	done    bool
}

func NewLoading() tea.Model { return &loading{} }

func (l *loading) Init() tea.Cmd { return l.spinner.Tick }

func (l *loading) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(endMsg); ok {
		l.done = true
		return l, tea.Quit
	}
	var cmd tea.Cmd
	l.spinner, cmd = l.spinner.Update(msg)
	return l, cmd
}

func (l *loading) View() string {
	if l.done {
		return "done"
	}
	return l.spinner.View()
}
