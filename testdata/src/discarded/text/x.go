// Package text has the snippets of the rule's text.
package text

import (
	"context"

	"fyne.io/fyne/v2/widget"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/go-bgkit/bgkit/runtime/run"
)

func clear() tea.Msg { return nil }

type status struct{ text string }

func (s *status) say(text string) tea.Cmd {
	s.text = text
	return clear
}

func (s *status) reset() tea.Cmd {
	s.text = ""
	return nil
}

type input struct{}

func (i input) Update(msg tea.Msg) (input, tea.Cmd) { return i, clear }

type model struct {
	status      status
	name, email input
}

func New() tea.Model { return &model{} }

func (m *model) Init() tea.Cmd { return nil }

// Wrong.
func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	m.status.say("saved")              // want `^the tea.Cmd that \(\*status\).say returns is dropped: its work never runs; return it to the event loop, or batch it with the others$`
	m.name, cmd = m.name.Update(msg)   // want "is dropped"
	m.email, cmd = m.email.Update(msg) // right: returned
	return m, cmd
}

func (m *model) View() string { return "" }

// Wrong: a command is also a message, since every value is one.
func load(get func() error) tea.Cmd {
	return func() tea.Msg {
		if err := get(); err != nil {
			return showError(err) // want "is dropped"
		}
		return nil
	}
}

func showError(err error) tea.Cmd { return func() tea.Msg { return err } }

func Load(get func() error) tea.Cmd { return tea.Batch(load(get), loadRight(get)) }

func upload(context.Context) (int, error) { return 0, nil }

func NewUpload(ctx context.Context, lbl *widget.Label) []*widget.Button {
	return []*widget.Button{
		widget.NewButton("Wrong", func() {
			run.IOBound(ctx, upload) // want "is dropped"
		}),
		widget.NewButton("Right", func() {
			run.IOBound(ctx, upload).Then(func(n int, err error) {
				if err != nil {
					lbl.SetText(err.Error())
				}
			})
		}),
	}
}

type right struct {
	status      status
	name, email input
}

func NewRight() tea.Model { return &right{} }

func (m *right) Init() tea.Cmd { return nil }

// Right.
func (m *right) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmds := make([]tea.Cmd, 3)
	cmds[0] = m.status.say("saved")
	m.name, cmds[1] = m.name.Update(msg)
	m.email, cmds[2] = m.email.Update(msg)
	m.status.reset() // nil on every path
	return m, tea.Batch(cmds...)
}

func (m *right) View() string { return "" }

func loadRight(get func() error) tea.Cmd {
	return func() tea.Msg {
		if err := get(); err != nil {
			return showError(err)()
		}
		return nil
	}
}
