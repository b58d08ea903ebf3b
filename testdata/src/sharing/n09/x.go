// Package n09 is look-alike N9: value copies, and an address that is taken and used at once.
package n09

import (
	"fyne.io/fyne/v2/widget"
	tea "github.com/charmbracelet/bubbletea"
)

type options struct {
	depth int
	name  string
}

func NewRun(run func(options)) []*widget.Button {
	opts := options{}
	return []*widget.Button{
		widget.NewButton("Deeper", func() { opts.depth++ }),
		widget.NewButton("Run", func() {
			o := opts
			go func() { run(o) }()
		}),
		widget.NewButton("Run now", func() { go run(opts) }),
	}
}

func fill(o *options) { o.depth = 3 }

type model struct{ opts options }

func New() tea.Model { return model{} }

func (m model) Init() tea.Cmd { return nil }

func (m model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	fill(&m.opts)
	opts := m.opts
	return m, func() tea.Msg { return opts.depth }
}

func (m model) View() string { return m.opts.name }
