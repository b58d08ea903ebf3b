// Package n13 is look-alike N13: loops for the life of the program.
package n13

import (
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/widget"
	tea "github.com/charmbracelet/bubbletea"
)

func poll() {
	for range time.Tick(time.Minute) {
	}
}

var pumpOnce sync.Once

func pump() { pumpOnce.Do(func() { go poll() }) }

// Before the loop runs.
func Main() {
	a := app.New()
	go poll()
	w := a.NewWindow("Clock")
	w.SetContent(widget.NewButton("Pump", pump))
	fyne.Do(func() { go poll() })
	a.Run()
}

// Init runs once, and a command of Bubble Tea's own waits for one message.
type model struct{ events chan string }

func (m model) Init() tea.Cmd {
	go poll()
	return m.listen
}

func (m model) listen() tea.Msg { return <-m.events }

func (m model) Update(tea.Msg) (tea.Model, tea.Cmd) { return m, m.listen }

func (m model) View() string { return "" }

var _ tea.Model = model{}
