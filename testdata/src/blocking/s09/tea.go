package s09

import (
	"os/exec"
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

type host struct {
	name string
	up   bool
}

// Wrong: reached from the tick of Update, for every host in turn.
func (h *host) refresh() {
	h.up = exec.Command("ping", "-c1", h.name).Run() == nil // want "blocks the UI goroutine"
}

type tickMsg time.Time

func tick() tea.Cmd {
	return tea.Tick(time.Second, func(t time.Time) tea.Msg { return tickMsg(t) })
}

type hosts struct{ items []*host }

func NewHosts() tea.Model { return &hosts{} }

func (m *hosts) Init() tea.Cmd { return tick() }

func (m *hosts) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg.(type) {
	case tickMsg:
		for _, h := range m.items {
			h.refresh()
		}
		return m, tick()
	}
	return m, nil
}

func (m *hosts) View() string { return m.header() }

// Wrong: View calls it for every frame.
func (m *hosts) header() string {
	out, _ := exec.Command("uptime").Output() // want "blocks the UI goroutine"
	return string(out)
}
