package s08

import tea "github.com/charmbracelet/bubbletea"

type relatedMsg struct{}

type related struct{ names []string }

func NewRelated() tea.Model { return related{} }

func (m related) Init() tea.Cmd { return nil }

// Wrong: one command for each name, and all of them run at the same time and write one map.
func (m related) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	counts := map[string]int{}
	var cmds []tea.Cmd
	for _, name := range m.names {
		cmds = append(cmds, func() tea.Msg {
			counts[name]++ // want "races with"
			return relatedMsg{}
		})
	}
	return m, tea.Batch(cmds...)
}

func (m related) View() string { return "" }
