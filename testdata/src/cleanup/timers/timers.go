// Package timers is about goroutines and commands that wait for a timer which others stop or reset.
package timers

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/rivo/tview"
)

type hoverMsg struct{}

type model struct {
	hover *time.Timer
	right *time.Timer
}

func (m *model) Init() tea.Cmd { return nil }

func (m *model) View() string { return "" }

func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if m.hover != nil {
		m.hover.Stop()
	}
	if m.right != nil {
		m.right.Stop()
	}
	m.hover = time.NewTimer(time.Second)
	m.right = time.NewTimer(time.Second)
	return m, tea.Batch(m.wait, m.waitRight)
}

// Wrong: the command of a timer that was stopped never returns.
func (m *model) wait() tea.Msg {
	<-m.hover.C // want "a goroutine waits for a timer that is stopped elsewhere"
	return hoverMsg{}
}

// Right: it has something else to wait for.
func (m *model) waitRight() tea.Msg {
	select {
	case <-m.right.C:
	case <-time.After(time.Minute):
	}
	return hoverMsg{}
}

type notice struct {
	app   *tview.Application
	view  *tview.TextView
	timer *time.Timer
	beat  *time.Ticker
}

func (n *notice) Form() *tview.Form {
	return tview.NewForm().AddButton("Say", func() { n.say("hello") })
}

// Wrong: each message starts a goroutine, and the tick wakes one of them.
func (n *notice) say(text string) {
	n.view.SetText(text)
	n.timer.Reset(time.Second)
	go func() {
		<-n.timer.C // want "each call starts one more goroutine that waits for one timer"
		n.app.QueueUpdateDraw(func() { n.view.Clear() })
	}()
}

// Wrong, whoever calls it.
func (n *notice) Flash() {
	n.timer.Reset(time.Second)
	go func() {
		<-n.timer.C // want "each call starts one more goroutine that waits for one timer"
		n.app.Draw()
	}()
}

// Wrong: the goroutine waits for the ticker of the function around it, which has returned.
func (n *notice) Blink(f func()) *tview.Button {
	return tview.NewButton("Blink").SetSelectedFunc(func() {
		t := time.NewTicker(time.Second)
		defer t.Stop()
		go func() {
			for range t.C { // want "a goroutine waits for a timer that is stopped elsewhere"
				n.app.Draw()
			}
		}()
		f()
	})
}

// Right: with the event loop ends the program.
func (n *notice) Clock() *tview.Button {
	t := time.NewTicker(time.Second)
	go func() { // once, for the program
		for range t.C {
			n.app.Draw()
		}
	}()
	return tview.NewButton("Quit").SetSelectedFunc(func() {
		t.Stop()
		n.app.Stop()
	})
}

// Right: it stops its own ticker, and it is the whole program's.
func Run(n *notice) error {
	go func() {
		n.beat = time.NewTicker(time.Second)
		defer n.beat.Stop()
		for range n.beat.C {
			n.app.Draw()
		}
	}()
	return n.app.Run()
}
