// Package n04 is look-alike N4: waiting marshals that only goroutines reach, or that a handler starts with go or AfterFunc.
package n04

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/rivo/tview"
)

type view struct {
	app *tview.Application
	bar *tview.TextView
}

func (v *view) Form() *tview.Form {
	return tview.NewForm().
		AddButton("A", func() { go v.app.QueueUpdate(func() { v.bar.SetText("a") }) }).
		AddButton("B", func() { go v.showModal() }).
		AddButton("C", func() {
			time.AfterFunc(time.Second, func() {
				v.app.QueueUpdateDraw(func() { v.bar.SetText("c") })
			})
		}).
		AddButton("D", func() {
			go func() {
				defer v.app.Draw()
				time.Sleep(time.Second)
			}()
		})
}

func (v *view) showModal() {
	v.app.QueueUpdateDraw(func() { v.bar.SetText("b") })
}

func ask(lbl *widget.Label, s string) bool {
	lbl.SetText(s)
	return true
}

func NewAsk(lbl *widget.Label, work func() string) *widget.Button {
	return widget.NewButton("Ask", func() {
		go func() {
			res := work()
			var ok bool
			fyne.DoAndWait(func() { ok = ask(lbl, res) })
			if ok {
				fyne.Do(func() { lbl.SetText("done") })
			}
		}()
	})
}

type watcher struct{ prog *tea.Program }

type seenMsg struct{}

func NewWatcher(p *tea.Program) tea.Model {
	go p.Send(seenMsg{})
	return &watcher{p}
}

func (m *watcher) Init() tea.Cmd { return nil }

func (m *watcher) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	go m.prog.Send(seenMsg{})
	return m, func() tea.Msg {
		m.prog.Send(seenMsg{})
		return nil
	}
}

func (m *watcher) View() string { return "" }
