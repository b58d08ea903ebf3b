package n10

import tea "github.com/charmbracelet/bubbletea"

// Commands that are stored and drained.
type kept struct {
	pending []tea.Cmd
	next    tea.Cmd
	table   map[string]tea.Cmd
	queue   chan tea.Cmd
	step    step
}

type step struct{ cmd tea.Cmd }

func NewKept() tea.Model {
	return &kept{table: map[string]tea.Cmd{"s": save, "t": start("t")}, queue: make(chan tea.Cmd, 8)}
}

func start(name string) tea.Cmd {
	return func() tea.Msg { return name }
}

func (m *kept) Init() tea.Cmd { return nil }

func (m *kept) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.later("a")
	m.next = start("b")
	m.step = step{cmd: start("c")}
	select {
	case m.queue <- start("d"):
	default:
	}
	cmds := append(m.pending, m.next, m.table["s"], m.step.cmd)
	m.pending = nil
	return m, tea.Batch(cmds...)
}

func (m *kept) later(name string) { m.pending = append(m.pending, start(name)) }

func (m *kept) View() string { return "" }

// A variable that all branches meet, and one that a closure keeps.
func Choose(a bool) tea.Cmd {
	var cmd tea.Cmd
	if a {
		cmd = start("a")
	} else {
		cmd = start("b")
	}
	inner := start("inner")
	return tea.Sequence(cmd, func() tea.Msg {
		if inner == nil {
			return nil
		}
		return inner()
	})
}

// Named results.
func Named(msg tea.Msg) (m tea.Model, cmd tea.Cmd) {
	m = NewKept()
	cmd = start("named")
	return
}
