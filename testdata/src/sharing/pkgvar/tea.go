package pkgvar

import tea "github.com/charmbracelet/bubbletea"

var busy bool

type loader struct{}

func NewLoader() tea.Model { return loader{} }

func (m loader) Init() tea.Cmd { return nil }

func (m loader) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	busy = true
	return m, load
}

func (m loader) View() string {
	if busy {
		return "busy"
	}
	return ""
}

// Wrong: a command writes what View reads.
func load() tea.Msg {
	busy = false // want "races with"
	return nil
}
