package ordered

import tea "github.com/charmbracelet/bubbletea"

// Right: Init sets the channel before it hands the command over. Wrong: it sets the other when it has.
type subscriber struct {
	events chan string
	late   chan string
}

func (s *subscriber) Init() tea.Cmd {
	s.events = make(chan string)
	cmd := tea.Batch(s.wait(), s.waitLate())
	go s.watch()
	s.late = make(chan string)
	return cmd
}

func (s *subscriber) wait() tea.Cmd { return func() tea.Msg { return <-s.events } }

func (s *subscriber) waitLate() tea.Cmd { return nil }

func (s *subscriber) watch() { <-s.late } // want "reads subscriber.late"

func (s *subscriber) Update(tea.Msg) (tea.Model, tea.Cmd) { return s, nil }
func (s *subscriber) View() string                        { return "" }
