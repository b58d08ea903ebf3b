// Package chains has timers that start themselves again.
package chains

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"timerrate/crosspkg/clock"
)

type (
	busyMsg   struct{}
	animMsg   struct{}
	pollMsg   struct{ id int }
	dataMsg   struct{ rows []string }
	pageMsg   struct{ page int }
	everyMsg  struct{}
	flashMsg  struct{ text string }
	doneMsg   struct{}
	timeMsg   time.Time
	onceMsg   struct{}
	readyMsg  struct{}
	savedMsg  struct{}
	blinkMsg  struct{}
	playMsg   struct{}
	shownMsg  struct{}
	listedMsg struct{}
)

func after(m tea.Msg) tea.Cmd { return nil }

func busyTick() tea.Cmd {
	return tea.Tick(100*time.Millisecond, func(time.Time) tea.Msg { return busyMsg{} })
}

func animTick() tea.Cmd {
	return tea.Tick(100*time.Millisecond, func(time.Time) tea.Msg { return animMsg{} })
}

func pollTick(id int) tea.Cmd {
	return tea.Tick(time.Second, func(time.Time) tea.Msg { return pollMsg{id} })
}

func everyTick() tea.Cmd {
	return tea.Tick(time.Second, func(time.Time) tea.Msg { return everyMsg{} })
}

func blink() tea.Msg {
	time.Sleep(time.Second)
	return blinkMsg{}
}

type model struct {
	busy, anim, playing, started bool
	page, pollID                 int
	text                         string
	rows                         []string
}

func New() tea.Model { return &model{} }

// Init runs once.
func (m *model) Init() tea.Cmd { return tea.Batch(busyTick(), blink) }

func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return m.key(msg)

	case busyMsg:
		if m.busy {
			return m, busyTick()
		}
	case animMsg:
		if m.anim {
			return m, animTick()
		}
	case blinkMsg:
		return m, blink

	// A number tells the chains apart.
	case pollMsg:
		if msg.id == m.pollID {
			m.pollID++
			return m, pollTick(m.pollID)
		}

	// It fetches, shows and comes back: the timer and the command in between are one chain.
	case dataMsg:
		m.rows = msg.rows
		return m, m.later()
	case pageMsg:
		if msg.page == m.page {
			return m, m.fetch()
		}

	// It ends with the message that it sends.
	case flashMsg:
		m.text = msg.text
		if msg.text != "" {
			return m, tea.Tick(time.Second, func(time.Time) tea.Msg { return flashMsg{} })
		}

	case playMsg:
		if m.playing {
			return m, m.play()
		}

	case clock.TickMsg:
		return m, clock.Tick()
	}
	return m, nil
}

func (m *model) key(msg tea.KeyMsg) (tea.Model, tea.Cmd) {
	switch msg.String() {
	case "a": // what keeps the chain going is true, which says that it may be running
		m.send()
		if m.busy {
			return m, busyTick() // want `each bubbletea.KeyMsg starts the timer that sends chains.busyMsg once more`
		}
	case "b": // on the way from one state to another
		if !m.anim {
			m.anim = true
			return m, animTick()
		}
	case "c":
		return m, blink // want `starts the timer that sends chains.blinkMsg once more`
	case "d":
		return m, pollTick(m.pollID)
	case "r":
		return m, m.fetch() // want `starts the timer that sends chains.dataMsg once more`
	case "f":
		return m, func() tea.Msg { return flashMsg{"saved"} }
	case " ":
		m.playing = !m.playing
		if m.playing {
			return m, m.play()
		}
	case "t":
		return m, clock.Tick() // want `starts the timer that sends clock.TickMsg once more`
	case "x": // does not come back
		return m, tea.Tick(time.Second, func(time.Time) tea.Msg { return onceMsg{} })
	}
	return m, nil
}

func (m *model) send() { m.busy = true }

func (m *model) play() tea.Cmd {
	return tea.Tick(time.Second, func(time.Time) tea.Msg { return playMsg{} })
}

func (m *model) fetch() tea.Cmd {
	return func() tea.Msg { return dataMsg{} }
}

func (m *model) later() tea.Cmd {
	page := m.page
	return tea.Tick(time.Second, func(time.Time) tea.Msg { return pageMsg{page} })
}

func (m *model) View() string { return "" }

// all starts a timer whatever the message is, its own among them.
type all struct{}

func NewAll() tea.Model { return all{} }

func (a all) Init() tea.Cmd { return nil }

func (a all) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(everyMsg); ok {
		after(msg)
	}
	return a, everyTick() // want `every message starts the timer that sends chains.everyMsg once more`
}

func (a all) View() string { return "" }
