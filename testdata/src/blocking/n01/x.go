// Package n01 is look-alike N1: the handler only starts a goroutine and marshals the result.
package n01

import (
	"net/http"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/rivo/tview"
)

func fetch(q string) string {
	resp, err := http.Get("https://example.org/?q=" + q)
	if err != nil {
		return err.Error()
	}
	return resp.Status
}

func FyneSearch(e *widget.Entry, lbl *widget.Label) *widget.Button {
	return widget.NewButton("Search", func() {
		q := e.Text
		go func() {
			r := fetch(q)
			fyne.Do(func() { lbl.SetText(r) })
		}()
	})
}

func TviewSearch(app *tview.Application, in *tview.InputField, tv *tview.TextView) *tview.Form {
	return tview.NewForm().AddButton("Search", func() {
		q := in.GetText()
		go func() {
			r := fetch(q)
			app.QueueUpdateDraw(func() { tv.SetText(r) })
		}()
	})
}

type search struct{ hit string }

type hitMsg string

func NewSearch() tea.Model { return search{} }

func (m search) Init() tea.Cmd { return nil }

func (m search) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case hitMsg:
		m.hit = string(msg)
	case tea.KeyMsg:
		q := msg.String()
		return m, tea.Batch(func() tea.Msg { return hitMsg(fetch(q)) })
	}
	return m, nil
}

func (m search) View() string { return m.hit }
