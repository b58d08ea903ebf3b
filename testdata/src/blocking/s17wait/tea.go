package s17wait

import tea "github.com/charmbracelet/bubbletea"

type statusMsg string

type client struct {
	prog    *tea.Program
	replies chan int
}

// The reader delivers an event to the loop before it delivers the reply.
func (c *client) read() {
	for {
		c.prog.Send(statusMsg("reading"))
		c.replies <- 1
	}
}

type remote struct {
	c *client
	n int
}

func NewRemote(prog *tea.Program) tea.Model {
	c := &client{prog: prog, replies: make(chan int)}
	go c.read()
	return &remote{c: c}
}

func (m *remote) Init() tea.Cmd { return nil }

// Wrong: the reply comes from a goroutine that must Send first.
func (m *remote) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(tea.KeyMsg); ok {
		m.n = <-m.c.replies // want "blocks the UI goroutine"
	}
	return m, nil
}

func (m *remote) View() string { return "" }
