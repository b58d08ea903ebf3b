// Package fast has timers whose interval is too short.
package fast

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/go-bgkit/bgkit/runtime/ui"
	"github.com/rivo/tview"
)

const frame = time.Millisecond

type view struct {
	label *widget.Label
	text  *tview.TextView
	app   *tview.Application
	stop  chan struct{}
}

func (v *view) Start(ctx context.Context) {
	go v.tick()
	go v.sleep()
	go v.after()
	go v.every(2 * time.Millisecond)
	go v.computes()
	go v.fine()
	ui.NewTimer(ctx, time.Millisecond, func(context.Context) {})                  // want `the UI is reached every 1ms \(ui.NewTimer\)`
	ui.NewTimer(ctx, 0, func(context.Context) {}, ui.Once())                      // soon, a single time
	ui.NewTimer(ctx, 16*time.Millisecond, func(context.Context) {})               // one picture on a screen
	ui.NewBackgroundTimer(ctx, frame, func(context.Context) error { return nil }) // want `the UI is reached every 1ms \(ui.NewBackgroundTimer\)`
}

func (v *view) tick() {
	t := time.NewTicker(frame) // want `the UI is reached every 1ms \(time.NewTicker\)`
	defer t.Stop()
	for {
		select {
		case <-t.C:
			fyne.Do(func() { v.label.SetText(time.Now().String()) })
		case <-v.stop:
			return
		}
	}
}

// The UI is two calls away.
func (v *view) sleep() {
	for range 1000 {
		v.show("x")
		time.Sleep(2 * time.Millisecond) // want `the UI is reached every 2ms \(time.Sleep\)`
	}
}

func (v *view) show(s string) { v.app.QueueUpdateDraw(func() { v.text.SetText(s) }) }

func (v *view) after() {
	for {
		select {
		case <-time.After(time.Millisecond): // want `the UI is reached every 1ms \(time.After\)`
			v.show("y")
		case <-v.stop:
			return
		}
	}
}

// The caller says how often.
func (v *view) every(d time.Duration) {
	for range time.Tick(d) { // want `the UI is reached every 2ms \(time.Tick\)`
		v.show("z")
	}
}

// computes has nothing to do with the UI.
func (v *view) computes() {
	n := 0
	for {
		n++
		time.Sleep(time.Millisecond)
	}
}

// fine comes as often as a screen shows pictures; the short wait is not in the loop.
func (v *view) fine() {
	time.Sleep(time.Millisecond)
	for range time.Tick(16 * time.Millisecond) {
		v.show(time.Now().String())
	}
}

// slow has a fast loop in it that does not reach the UI.
func (v *view) slow(ready func() bool) {
	for {
		for !ready() {
			time.Sleep(time.Millisecond)
		}
		v.show("ready")
	}
}

func (v *view) Slow() { go v.slow(func() bool { return true }) }

// Once waits for a first moment only: a timer is no ticker.
func (v *view) Once() {
	t := time.NewTimer(0)
	go func() {
		for range 3 {
			<-t.C
			t.Reset(10 * time.Second)
			v.show("again")
		}
	}()
}

type model struct{ n int }

type tickMsg struct{}

func tick() tea.Cmd {
	return tea.Tick(time.Millisecond, func(time.Time) tea.Msg { return tickMsg{} })
}

func New() tea.Model { return model{} }

func (m model) Init() tea.Cmd { return tick() }

func (m model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg.(type) {
	case tickMsg:
		m.n++
		return m, tick() // want `the timer that sends fast.tickMsg starts itself again after 1ms`
	case tea.WindowSizeMsg:
		return m, tea.Tick(time.Millisecond, func(time.Time) tea.Msg { return sizedMsg{} }) // once
	}
	return m, nil
}

type sizedMsg struct{}

func (m model) View() string { return "" }
