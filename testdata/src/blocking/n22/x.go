// Package n22 is look-alike N22: small local I/O that is kept on purpose. Only at confidence "possible".
package n22

import (
	"os"

	"fyne.io/fyne/v2/widget"
	tea "github.com/charmbracelet/bubbletea"
)

func NewNotes(path string) *widget.Button {
	return widget.NewButton("Notes", func() {
		if _, err := os.Stat(path); err != nil {
			return
		}
	})
}

type settings struct{ text string }

func NewSettings() tea.Model { return &settings{} }

func (m *settings) Init() tea.Cmd { return nil }

func (m *settings) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.load()
	return m, nil
}

func (m *settings) View() string { return m.text }

func (m *settings) load() {
	b, err := os.ReadFile("settings.toml")
	if err == nil {
		m.text = string(b)
	}
}
