package ordered

import tea "github.com/charmbracelet/bubbletea"

// Right: Init runs once, before the loop runs any command.
type listener struct {
	events chan string
	reset  chan string
	seen   int
}

func (l *listener) Init() tea.Cmd {
	l.events = make(chan string)
	l.connect()
	return l.wait
}

func (l *listener) wait() tea.Msg { return <-l.events }

// Wrong: Update connects again while the command of the time before may still read.
func (l *listener) connect() { l.reset = make(chan string) }

func (l *listener) again() tea.Msg { return <-l.reset } // want `a background function reads listener.reset, which races with the write that the UI goroutine does`

func (l *listener) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	l.seen++
	if l.seen > 3 {
		l.connect()
	}
	return l, l.again
}

func (l *listener) View() string { return "" }
