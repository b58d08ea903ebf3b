// Package text has the snippets of the rule's text.
package text

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/rivo/tview"
)

type view struct {
	app *tview.Application
	bar *tview.TextView
}

// Wrong: right in the goroutine of Load, a deadlock in the handler of Save.
func (v *view) message(s string) {
	v.app.QueueUpdateDraw(func() { v.bar.SetText(s) }) // want `^\(\*tview.Application\).QueueUpdateDraw waits for the UI goroutine, and runs on it \(handler given to \(\*tview.Form\).AddButton\): it can never return; this function also runs in the background: keep two versions of it, one that changes the UI directly for handlers, one that dispatches for goroutines `
}

func (v *view) buttons(form *tview.Form) {
	form.
		AddButton("Save", func() { v.message("saved") }).
		AddButton("Load", func() {
			go func() { v.message("loaded") }()
		})
}

func New(form *tview.Form) { (&view{}).buttons(form) }

type model struct{ program *tea.Program }

type refreshMsg struct{}

func (m *model) Init() tea.Cmd { return nil }

// Wrong: Send waits until Update has returned.
func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg.(type) {
	case tea.KeyMsg:
		m.program.Send(refreshMsg{}) // want "waits for the UI goroutine"
	}
	return m, nil
}

func (m *model) View() string { return "" }

type right struct {
	app *tview.Application
	bar *tview.TextView
}

// Right: one helper for each side.
func (v *right) show(s string) { v.bar.SetText(s) }

func (v *right) post(s string) { v.app.QueueUpdateDraw(func() { v.show(s) }) }

func (v *right) buttons(form *tview.Form) {
	form.
		AddButton("Save", func() { v.show("saved") }).
		AddButton("Load", func() {
			go func() { v.post("loaded") }()
		})
}

func NewRight(form *tview.Form) { (&right{}).buttons(form) }

type rightModel struct{}

func (m rightModel) Init() tea.Cmd { return nil }

func (m rightModel) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg.(type) {
	case tea.KeyMsg:
		return m, func() tea.Msg { return refreshMsg{} }
	}
	return m, nil
}

func (m rightModel) View() string { return "" }

// In Fyne.
func NewFyne(lbl *widget.Label) []*widget.Button {
	return []*widget.Button{
		widget.NewButton("Wrong", func() {
			fyne.DoAndWait(func() { lbl.SetText("x") }) // want "waits for the UI goroutine"
		}),
		widget.NewButton("Right", func() { lbl.SetText("x") }),
		widget.NewButton("Later", func() { fyne.Do(func() { lbl.SetText("x") }) }),
	}
}
