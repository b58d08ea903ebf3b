package dispatchers

import (
	"sync"
	"sync/atomic"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
)

func TestBubbleTea(t *testing.T) { suite(t, startBubbleTea) }

// runMsg is a function on its way to Update: all that a Bubble Tea program needs to be a dispatcher.
type runMsg func()

// pressMsg stands for a key.
type pressMsg func()

type model struct {
	text  string
	shown *atomic.Value // what View gave last
	init  func()
}

func (m *model) Init() tea.Cmd {
	if m.init != nil {
		m.init()
	}
	return nil
}

func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case runMsg:
		msg()
	case pressMsg:
		msg()
	}
	m.shown.Store(m.View()) // there is no renderer to do it
	return m, nil
}

func (m *model) View() string { return m.text }

func startBubbleTea(t *testing.T) *toolkit {
	m := &model{shown: new(atomic.Value)}
	p := tea.NewProgram(m, tea.WithInput(nil), tea.WithoutRenderer(), tea.WithoutSignalHandler())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if _, err := p.Run(); err != nil {
			t.Error(err)
		}
	}()
	return &toolkit{
		client:  newClient(func(f func()) { go p.Send(runMsg(f)) }),
		setText: func(s string) { m.text = s },
		shows:   func(s string) bool { return m.shown.Load() == s },
		press:   func(h func()) { p.Send(pressMsg(h)) },
		stop: sync.OnceFunc(func() {
			p.Quit()
			<-ended
		}),
	}
}

// Bind in Init, then a Call in Update before any dispatched function: it runs at once.
func TestBubbleTeaBind(t *testing.T) {
	var p *tea.Program
	client := newClient(func(f func()) { go p.Send(runMsg(f)) })
	m := &model{shown: new(atomic.Value), init: client.Bind}
	p = tea.NewProgram(m, tea.WithInput(nil), tea.WithoutRenderer(), tea.WithoutSignalHandler())
	go p.Send(pressMsg(func() {
		if err := client.Call(t.Context(), func() { m.text = "called" }); err != nil {
			t.Error(err)
		}
		go p.Quit()
	}))
	if _, err := p.Run(); err != nil || m.text != "called" {
		t.Errorf("Run = %v, text %q", err, m.text)
	}
	deleted := false
	client.OnDelete(func() { deleted = true })
	client.Delete() // Run ran on this goroutine, so nothing is waited for
	if !deleted {
		t.Error("OnDelete did not run")
	}
}
