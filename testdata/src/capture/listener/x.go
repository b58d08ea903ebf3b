// Package listener writes its models in callbacks that another package's goroutine calls.
package listener

import (
	"capture/listener/feed"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	tea "github.com/charmbracelet/bubbletea"
)

type rowMsg string

type table struct {
	feed *feed.Feed
	rows []string
}

func NewTable(f *feed.Feed) tea.Model { return &table{feed: f} }

func (m *table) Init() tea.Cmd {
	m.feed.Listen(m.add)
	return nil
}

// Wrong: called by the feed's goroutine, and View reads rows.
func (m *table) add(s string) {
	m.rows = append(m.rows, s) // want "races with"
}

func (m *table) Update(msg tea.Msg) (tea.Model, tea.Cmd) { return m, nil }

func (m *table) View() string {
	if len(m.rows) == 0 {
		return ""
	}
	return m.rows[0]
}

type calmTable struct {
	prog *tea.Program
	feed *feed.Feed
	rows []string
}

func NewCalmTable(p *tea.Program, f *feed.Feed) tea.Model { return &calmTable{prog: p, feed: f} }

// Right: the callback only sends.
func (m *calmTable) Init() tea.Cmd {
	m.feed.Listen(func(s string) { m.prog.Send(rowMsg(s)) })
	return nil
}

func (m *calmTable) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if row, ok := msg.(rowMsg); ok {
		m.rows = append(m.rows, string(row))
	}
	return m, nil
}

func (m *calmTable) View() string {
	if len(m.rows) == 0 {
		return ""
	}
	return m.rows[0]
}

type log struct{ last string }

// Wrong: the func field is called by the feed's goroutine.
func (l *log) Bind(f *feed.Feed, lbl *widget.Label) *widget.Button {
	f.OnRow = func(s string) {
		l.last = s // want "races with"
		fyne.Do(lbl.Refresh)
	}
	return widget.NewButton("Last", func() { lbl.SetText(l.last) })
}
