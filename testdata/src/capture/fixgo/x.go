// Package fixgo is about the fixes of this rule: values are copied before the goroutine starts.
package fixgo

import (
	"net/http"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	tea "github.com/charmbracelet/bubbletea"
)

type view struct {
	label *widget.Label
	url   string
	ID    int
}

func (v *view) build(entry *widget.Entry) *widget.Button {
	entry.OnChanged = func(s string) {
		v.url = s
		v.ID++
	}
	return widget.NewButton("Load", v.load)
}

func (v *view) load() {
	// off it goes
	go func() {
		if v.url == "" || v.ID == 0 { // want "races with"
			return
		}
		_, err := http.Get(v.base()) // not a field of its own
		fyne.Do(func() { v.label.SetText(err.Error() + v.url) })
	}()
}

func (v *view) base() string { return "x" }

type model struct{ target string }

func New() tea.Model { return &model{} }

func (m *model) Init() tea.Cmd { return m.find() }

func (m *model) find() tea.Cmd {
	return func() tea.Msg {
		return get(m.target) // want "races with"
	}
}

func get(s string) tea.Msg {
	http.Get(s)
	return s
}

func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if s, ok := msg.(string); ok {
		m.target = s
	}
	return m, m.find()
}

func (m *model) View() string { return "" }
