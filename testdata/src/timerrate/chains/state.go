package chains

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

type screen int

const (
	home screen = iota
	chat
)

type (
	glowMsg    struct{}
	dimMsg     struct{}
	builtMsg   struct{}
	closedMsg  struct{}
	loopMsg    struct{}
	stepMsg    struct{ gen int }
	clearMsg   struct{}
	expiredMsg struct{}
	pastedMsg  struct{}
)

func glow() tea.Cmd {
	return tea.Tick(50*time.Millisecond, func(time.Time) tea.Msg { return glowMsg{} })
}

func dim() tea.Cmd {
	return tea.Tick(50*time.Millisecond, func(time.Time) tea.Msg { return dimMsg{} })
}

func step(gen int) tea.Cmd {
	return tea.Tick(50*time.Millisecond, func(time.Time) tea.Msg { return stepMsg{gen} })
}

func build() tea.Msg {
	time.Sleep(time.Second)
	return builtMsg{}
}

func closing() tea.Msg { return closedMsg{} }

func again() tea.Msg {
	time.Sleep(time.Second)
	return loopMsg{}
}

// screens starts its ticks when the screen changes.
type screens struct {
	screen       screen
	pending      string
	waiting      bool
	gen          int
	formOpen     bool
	submits      int
	text, status string
}

func NewScreens() tea.Model { return screens{} }

func (m screens) Init() tea.Cmd { return nil }

func (m screens) View() string { return "" }

func (m *screens) leave() { m.screen = home }

// glowOn compares what the screen was with what it is.
func (m screens) glowOn(was screen) tea.Cmd {
	if was != home && m.screen == home {
		return glow()
	}
	return nil
}

// dimOn compares two things that have nothing to do with each other.
func (m screens) dimOn(rows int) tea.Cmd {
	if rows != 0 && m.screen == home {
		return dim()
	}
	return nil
}

func (m screens) outdated(gen int) bool { return gen != m.gen }

func (m screens) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		switch msg.String() {
		case "q":
			was := m.screen
			m.leave()
			return m, m.glowOn(was)
		case "d":
			return m, m.dimOn(m.submits) // want `starts the timer that sends chains.dimMsg once more`
		case "n":
			m.pending = "new"
			return m, build
		case "s":
			m.gen++
			return m, step(m.gen)
		case "l":
			return m, again // want `starts the timer that sends chains.loopMsg once more`
		}

	case glowMsg:
		if m.screen != home {
			return m, nil
		}
		return m, glow()
	case dimMsg:
		if m.screen == home {
			return m, dim()
		}

	// What is built is opened once: only a key makes something pending.
	case builtMsg:
		if m.pending != "" {
			m.pending = ""
			return m, closing
		}
	case closedMsg:
		return m, build

	// Here the chain itself says again that it waits.
	case loopMsg:
		if m.waiting {
			m.waiting = false
			return m, again
		}
		m.waiting = true
		return m, again

	// A number by which a helper knows what is outdated.
	case stepMsg:
		if m.outdated(msg.gen) {
			return m, nil
		}
		return m, step(m.gen)
	}
	return m, nil
}

// form hands every message to a helper while it is open.
type form struct {
	open, done  bool
	valid       int
	status, run string
}

func NewForm() tea.Model { return form{} }

func (m form) Init() tea.Cmd { return nil }

func (m form) View() string { return m.status }

func (m form) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if m.open {
		return m.inForm(msg)
	}
	if text, ok := pasted(msg); ok { // not every message
		m.run = text
		return m, tea.Tick(time.Second, func(time.Time) tea.Msg { return pastedMsg{} })
	}
	switch msg := msg.(type) {
	case tea.KeyMsg:
		if msg.String() == "y" {
			m.status = "copied"
			return m, clearLater() // the message ends here: this is not where it comes back
		}
	case clearMsg:
		m.status = ""
	}
	return m, nil
}

// inForm submits again with each message once the form is done, the one that clears the status among them.
func (m form) inForm(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(tea.WindowSizeMsg); ok {
		m.run = "resize"
	}
	if m.done {
		return m.do("submit") // want `every message starts the timer that sends chains.clearMsg once more`
	}
	return m, nil
}

func (m form) do(what string) (tea.Model, tea.Cmd) {
	switch what {
	case "submit":
		m.status = "invalid"
		return m, clearLater()
	case "expire":
		return m, tea.Tick(time.Second, func(time.Time) tea.Msg { return expiredMsg{} })
	}
	return m, nil
}

func clearLater() tea.Cmd {
	return tea.Tick(2*time.Second, func(time.Time) tea.Msg { return clearMsg{} })
}

func pasted(msg tea.Msg) (string, bool) {
	key, ok := msg.(tea.KeyMsg)
	return key.String(), ok && len(key.String()) > 1
}
