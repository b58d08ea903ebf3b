package through

import (
	tea "github.com/charmbracelet/bubbletea"
	"github.com/rivo/tview"
)

// A program's own command that touches another toolkit's widget: a Cmd runs in the background.
type bridge struct{ list *tview.List }

func (b *bridge) clear() tea.Cmd {
	return func() tea.Msg {
		b.list.Clear() // want "off the UI goroutine"
		return nil
	}
}

func (b *bridge) Init() tea.Cmd                           { return b.clear() }
func (b *bridge) Update(msg tea.Msg) (tea.Model, tea.Cmd) { return b, nil }
func (b *bridge) View() string                            { return "" }
