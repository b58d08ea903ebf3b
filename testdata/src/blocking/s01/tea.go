package s01

import (
	"os/exec"

	"blocking/s01/svc"

	tea "github.com/charmbracelet/bubbletea"
)

type worktrees struct {
	names []string
	err   error
}

type prunedMsg struct{ err error }

func (m *worktrees) Init() tea.Cmd { return nil }

func (m *worktrees) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case prunedMsg:
		m.err = msg.err
	case tea.KeyMsg:
		switch msg.String() {
		case "d":
			m.prune(m.names[0])
		case "D":
			return m, m.pruneLater(m.names[0])
		case "b":
			m.browse()
		}
	}
	return m, nil
}

func (m *worktrees) View() string { return "" }

// Wrong: Update waits for git.
func (m *worktrees) prune(name string) {
	m.err = svc.Prune(name) // want "blocks the UI goroutine"
}

// Right: the command runs off the loop.
func (m *worktrees) pruneLater(name string) tea.Cmd {
	return func() tea.Msg { return prunedMsg{svc.Prune(name)} }
}

// Right: Start does not wait for the browser.
func (m *worktrees) browse() {
	m.err = exec.Command("xdg-open", "https://example.org").Start()
}
