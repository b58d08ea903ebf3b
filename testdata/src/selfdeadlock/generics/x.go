// Package generics waits for the UI goroutine behind type parameters.
package generics

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/rivo/tview"
)

// A generic dispatch-and-wait with a result.
func ask[T any](f func() T) T {
	var v T
	fyne.DoAndWait(func() { v = f() }) // want "waits for the UI goroutine"
	return v
}

// Wrong on the button, right in the goroutine.
func NewAsk(e *widget.Entry, use func(string)) *widget.Button {
	go func() { use(ask(func() string { return e.Text })) }()
	return widget.NewButton("Ask", func() { use(ask(func() string { return e.Text })) })
}

// Only from goroutines.
func askLater[T any](f func() T) T {
	var v T
	fyne.DoAndWait(func() { v = f() })
	return v
}

func NewLater(e *widget.Entry, use func(string)) *widget.Button {
	return widget.NewButton("Later", func() {
		go func() { use(askLater(func() string { return e.Text })) }()
	})
}

// A method of a generic type, used as a handler.
type column[R any] struct {
	app  *tview.Application
	rows []R
}

func (c *column[R]) clear() {
	c.rows = nil
	c.app.Draw() // want "waits for the UI goroutine"
}

func NewColumn(app *tview.Application) *tview.List {
	c := &column[string]{app: app}
	return tview.NewList().SetDoneFunc(c.clear)
}

// A generic type's field.
type hook[T any] struct{ call func(T) }

func (h hook[T]) fire(v T) { h.call(v) }

type model struct {
	prog *tea.Program
	hook hook[string]
}

func New(prog *tea.Program) tea.Model {
	return &model{prog, hook[string]{func(s string) {
		prog.Send(s) // want "waits for the UI goroutine"
	}}}
}

func (m *model) Init() tea.Cmd { return nil }

func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if key, ok := msg.(tea.KeyMsg); ok {
		m.hook.fire(key.String())
	}
	return m, nil
}

func (m *model) View() string { return "" }
