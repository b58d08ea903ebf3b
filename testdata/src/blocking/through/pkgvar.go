package through

import (
	"os/exec"

	tea "github.com/charmbracelet/bubbletea"
)

var hook func()

func init() {
	hook = func() {
		_ = exec.Command("hook").Run() // want "blocks the UI goroutine"
	}
}

type hooked struct{}

func NewHooked() tea.Model { return hooked{} }

func (hooked) Init() tea.Cmd { return nil }

func (m hooked) Update(tea.Msg) (tea.Model, tea.Cmd) {
	hook()
	return m, nil
}

func (hooked) View() string { return "" }
