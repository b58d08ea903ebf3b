// Package n14 is look-alike N14: pauses that the toolkit is told about.
package n14

import (
	"os/exec"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/gdamore/tcell/v2"
	"github.com/rivo/tview"
)

// Suspend gives the terminal away: blocking inside it is its purpose.
func BindEdit(app *tview.Application) {
	app.SetInputCapture(func(ev *tcell.EventKey) *tcell.EventKey {
		if ev.Rune() == 'e' {
			app.Suspend(func() {
				_ = exec.Command("vi").Run()
			})
		}
		return ev
	})
}

type editor struct{ err error }

type editedMsg struct{ err error }

func NewEditor() tea.Model { return editor{} }

func (m editor) Init() tea.Cmd { return nil }

func (m editor) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if done, ok := msg.(editedMsg); ok {
		m.err = done.err
		return m, nil
	}
	return m, tea.ExecProcess(exec.Command("vi"), func(err error) tea.Msg { return editedMsg{err} })
}

func (m editor) View() string { return "" }
