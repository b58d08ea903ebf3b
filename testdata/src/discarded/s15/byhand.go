package s15

import tea "github.com/charmbracelet/bubbletea"

type dialog struct{ onConfirm func() tea.Cmd }

func NewDialog() tea.Model { return &dialog{} }

func (m *dialog) Init() tea.Cmd { return nil }

// Wrong: the command is called by hand and its message lost.
func (m *dialog) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := m.confirm()
	if cmd != nil {
		_ = cmd() // want "is dropped"
	}
	return m, nil
}

func (m *dialog) View() string { return "" }

func (m *dialog) confirm() tea.Cmd { return blink }

type relay struct{}

func NewRelay() tea.Model { return relay{} }

func (m relay) Init() tea.Cmd { return nil }

// Right: the message is used.
func (m relay) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if key, ok := msg.(tea.KeyMsg); ok {
		return m.Update(notify(key.String())())
	}
	return m, nil
}

func (m relay) View() string { return "" }

// In the background, where it blocks nobody: possible only.
func (m relay) cleanUp(closing tea.Cmd) tea.Cmd {
	return func() tea.Msg {
		closing()
		return blinkMsg{}
	}
}
