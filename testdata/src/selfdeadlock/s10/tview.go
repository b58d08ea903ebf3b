// Package s10 is shape S10: dispatch-and-wait reached on the UI goroutine.
package s10

import (
	"github.com/gdamore/tcell/v2"
	"github.com/rivo/tview"
)

type editor struct {
	app   *tview.Application
	bar   *tview.TextView
	pages *tview.Pages
}

// Wrong for the form's button below, right for the goroutine.
func (e *editor) message(s string) {
	e.app.QueueUpdateDraw(func() { e.bar.SetText(s) }) // want "waits for the UI goroutine"
}

func (e *editor) Form() *tview.Form {
	return tview.NewForm().
		AddButton("Save", func() { e.message("saved") }).
		AddButton("Load", func() {
			go func() { e.message("loaded") }()
		})
}

// Wrong: Draw queues and waits, too. The loop draws by itself after a handler.
func (e *editor) BindKeys() {
	e.pages.SetInputCapture(func(ev *tcell.EventKey) *tcell.EventKey {
		e.pages.SwitchToPage("help")
		e.app.Draw() // want "waits for the UI goroutine"
		return nil
	})
}

// Wrong: queued inside a queued function.
func (e *editor) Show() {
	go e.app.QueueUpdate(func() {
		e.pages.ShowPage("msg")
		e.app.QueueUpdateDraw(func() { e.app.SetFocus(e.bar) }) // want "waits for the UI goroutine"
	})
}

// Wrong: a nested loop, entered from a done handler.
func (e *editor) Ask() {
	modal := tview.NewModal()
	modal.SetDoneFunc(func(int, string) { e.paint() })
	e.pages.AddPage("ask", modal, true, true)
}

func (e *editor) paint() {
	_ = e.app.SetRoot(e.pages, true).Run() // want "waits for the UI goroutine"
}

type banner struct {
	*tview.Box
	app *tview.Application
}

func NewBanner(app *tview.Application) tview.Primitive { return &banner{tview.NewBox(), app} }

// Wrong: Draw of a primitive runs on the UI goroutine.
func (b *banner) Draw(screen tcell.Screen) {
	b.app.QueueUpdate(func() {}) // want "waits for the UI goroutine"
}
