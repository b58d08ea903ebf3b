// Package n06 is look-alike N6: channel operations that do not block the loop.
package n06

import (
	"fyne.io/fyne/v2/widget"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/rivo/tview"
)

func NewNudge(wake chan struct{}) *widget.Button {
	return widget.NewButton("Nudge", func() {
		select {
		case wake <- struct{}{}:
		default:
		}
	})
}

// The send has room: nobody else sends.
func NewStart(work func(chan int)) *tview.Button {
	return tview.NewButton("Start").SetSelectedFunc(func() {
		res := make(chan int, 1)
		res <- 1
		go work(res)
	})
}

// close never blocks.
func NewStop(quit chan struct{}) *tview.Button {
	return tview.NewButton("Stop").SetSelectedFunc(func() { close(quit) })
}

func NewPeek(lbl *widget.Label, news chan string) *widget.Button {
	return widget.NewButton("Peek", func() {
		select {
		case s := <-news:
			lbl.SetText(s)
		default:
		}
	})
}

type feed struct{ events chan string }

func NewFeed() tea.Model { return feed{make(chan string)} }

func (m feed) Init() tea.Cmd { return m.next() }

func (m feed) Update(msg tea.Msg) (tea.Model, tea.Cmd) { return m, m.next() }

func (m feed) View() string { return "" }

// The receive is inside the command.
func (m feed) next() tea.Cmd {
	events := m.events
	return func() tea.Msg { return <-events }
}
