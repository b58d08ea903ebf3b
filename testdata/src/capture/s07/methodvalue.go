package s07

import tea "github.com/charmbracelet/bubbletea"

type files struct{ names []string }

type loadedMsg struct{}

// Wrong: used as a command through a method value.
func (f *files) load() tea.Msg {
	f.names = append(f.names, "new") // want "races with"
	return loadedMsg{}
}

type browser struct{ files *files }

func NewBrowser() tea.Model { return &browser{&files{}} }

func (m *browser) Init() tea.Cmd { return nil }

func (m *browser) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmds []tea.Cmd
	if _, ok := msg.(tea.KeyMsg); ok {
		cmds = append(cmds, m.files.load)
	}
	return m, tea.Batch(cmds...)
}

func (m *browser) View() string {
	if len(m.files.names) == 0 {
		return "empty"
	}
	return m.files.names[0]
}
