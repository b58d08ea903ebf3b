// Package signals is about how loops are told to stop, and about results that nobody receives.
package signals

import (
	"context"
	"errors"
	"sync"
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

type loop struct {
	stop  chan struct{}
	quit  chan struct{}
	gone  chan struct{}
	ended chan struct{}
	wg    sync.WaitGroup
	work  func()
}

func New() *loop {
	return &loop{stop: make(chan struct{}), quit: make(chan struct{}), gone: make(chan struct{}), ended: make(chan struct{})}
}

func (l *loop) Start() {
	go func() {
		t := time.NewTicker(time.Second)
		defer t.Stop()
		for {
			select {
			case <-l.stop:
				return
			case <-l.quit: // want `^the loop reads its stop channel from a field that is set to nil when the channel is closed`
				return
			case <-l.ended:
				return
			case <-t.C:
				l.work()
			}
		}
	}()
	go func() {
		for {
			select {
			case <-l.gone: // want `^the case leaves the select, not the loop`
				break
			case <-time.After(time.Second):
				l.work()
			}
		}
	}()
}

// Wrong: the loop may be at work.
func (l *loop) Stop() {
	select {
	case l.stop <- struct{}{}: // want `^the stop signal is lost when the loop does not receive just then`
	default:
	}
}

// Wrong: the loop may read the field afterwards.
func (l *loop) Quit() {
	close(l.quit)
	l.quit = nil
}

// Right: by then the loop has ended.
func (l *loop) End() {
	close(l.ended)
	l.wg.Wait()
	l.ended = nil
}

func (l *loop) Gone() { close(l.gone) }

// Right: a channel with a buffer keeps the signal; a wake-up may be lost.
type queue struct {
	stop chan struct{}
	wake chan struct{}
}

func NewQueue() *queue { return &queue{stop: make(chan struct{}, 1), wake: make(chan struct{})} }

func (q *queue) Run() {
	for {
		select {
		case <-q.stop:
			return
		case <-q.wake:
		case <-time.After(time.Second):
		}
	}
}

func (q *queue) Stop() {
	select {
	case q.stop <- struct{}{}:
	default:
	}
	select {
	case q.wake <- struct{}{}:
	default:
	}
}

var errLate = errors.New("late")

// Wrong: after the time-out nobody receives.
func ask(f func() string) (string, error) {
	res := make(chan string)
	go func() { res <- f() }() // want `^a goroutine sends its result on a channel without a buffer to a select that may have gone on`
	select {
	case s := <-res:
		return s, nil
	case <-time.After(time.Second):
		return "", errLate
	}
}

// Right: a buffer; a receiver that comes back; a goroutine with two answers of which it gives one.
func askRight(ctx context.Context, f func() (string, error)) (string, error) {
	buffered := make(chan string, 1)
	go func() {
		s, _ := f()
		buffered <- s
	}()
	select {
	case s := <-buffered:
		return s, nil
	case <-ctx.Done():
	}
	again := make(chan string)
	go func() {
		s, _ := f()
		again <- s
	}()
	select {
	case s := <-again:
		return s, nil
	case <-ctx.Done():
		<-again
	}
	res, errs := make(chan string), make(chan error)
	go func() {
		s, err := f()
		if err != nil {
			errs <- err
			return
		}
		res <- s
	}()
	select {
	case s := <-res:
		return s, nil
	case err := <-errs:
		return "", err
	}
}

type model struct{ f func() string }

func (m model) Init() tea.Cmd { return nil }

func (m model) Update(tea.Msg) (tea.Model, tea.Cmd) {
	return m, func() tea.Msg {
		s, _ := ask(m.f)
		_, _ = askRight(context.Background(), func() (string, error) { return s, nil })
		return s
	}
}

func (m model) View() string { return "" }

var _ tea.Model = model{}

// Wrong: the Once is new each time.
func (m model) setUp(f func()) {
	sync.OnceFunc(f)() // want `^sync.OnceFunc is made anew at each call, so it holds nothing back`
	var once sync.Once // want `^sync.Once is made anew at each call`
	once.Do(f)
}

func (m model) Click(f func()) { m.setUp(f) }

var begin = sync.OnceFunc(func() {})

// Right: it lives longer than the call, or several calls share it.
func (m model) right(f func(), n int) func() {
	begin()
	var once sync.Once
	for range n {
		once.Do(f)
	}
	return sync.OnceFunc(f)
}
