// Package text has the snippets of the rule's text.
package text

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	tea "github.com/charmbracelet/bubbletea"
)

type composer struct {
	draft string
	entry *widget.Entry
	sent  *widget.Label
}

// Wrong: the goroutine reads draft while the entry's handler writes it.
func (c *composer) bind(send func(string) error) *widget.Button {
	c.entry.OnChanged = func(s string) { c.draft = s }
	return widget.NewButton("Send", func() {
		go func() {
			_ = send(c.draft) // want `^a background function reads composer.draft, which races with the write that the UI goroutine does; copy the field into a local variable before the goroutine starts, or make what it runs a method marked //bg:io and call the wrapper that bggen writes \[`
		}()
	})
}

func New(send func(string) error) *widget.Button { return (&composer{}).bind(send) }

type model struct {
	query string
	hits  []string
}

type hitsMsg []string

func (m *model) Init() tea.Cmd { return nil }

func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		m.query += msg.String()
		return m, m.search
	}
	return m, nil
}

func (m *model) View() string { return m.hits[0] }

// Wrong: the model is a pointer, so the command writes what View reads.
func (m *model) search() tea.Msg {
	m.hits = find(m.query) // want `\(and 1 more field\)`
	return nil
}

func find(string) []string { return nil }

type right struct {
	draft string
	entry *widget.Entry
	sent  *widget.Label
}

// Right: copied before the go, handed over after it.
func (c *right) bind(send func(string) error) *widget.Button {
	c.entry.OnChanged = func(s string) { c.draft = s }
	return widget.NewButton("Send", func() {
		draft := c.draft
		go func() {
			err := send(draft)
			fyne.Do(func() { c.done(err) })
		}()
	})
}

func (c *right) done(err error) {
	if err == nil {
		c.draft = ""
		c.sent.SetText("sent")
	}
}

func NewRight(send func(string) error) *widget.Button { return (&right{}).bind(send) }

type rightModel struct {
	query string
	hits  []string
}

func (m *rightModel) Init() tea.Cmd { return nil }

func (m *rightModel) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		m.query += msg.String()
		return m, search(m.query)
	case hitsMsg:
		m.hits = msg
	}
	return m, nil
}

func (m *rightModel) View() string { return m.hits[0] }

func search(query string) tea.Cmd {
	return func() tea.Msg { return hitsMsg(find(query)) }
}
