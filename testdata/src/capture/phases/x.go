// Package phases has state that is ready before two goroutines can meet at it, and locks that the callers hold.
package phases

import (
	"sync"

	"github.com/rivo/tview"
)

type player struct {
	mu    sync.Mutex
	keys  chan string
	stop  chan struct{}
	late  chan struct{}
	title string
}

// Right: the block comes before each start, under a lock, and is not run again.
func (p *player) start() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.keys == nil {
		p.keys = make(chan string, 1)
		p.stop = make(chan struct{})
	}
	go p.loop()
	if p.late == nil {
		p.late = make(chan struct{})
	}
}

func (p *player) loop() {
	for {
		select {
		case <-p.stop:
			return
		case <-p.late: // want `reads player.late, which races with the write that the UI goroutine does`
			return
		case k := <-p.keys:
			println(k)
		}
	}
}

func NewPlayer() *tview.Form {
	p := &player{}
	return tview.NewForm().AddButton("Play", p.start)
}

// Wrong: somebody takes the channel away again, so that the block runs a second time.
type again struct {
	mu   sync.Mutex
	keys chan string
	name string
}

func (a *again) start() {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.keys == nil {
		a.keys = make(chan string, 1)
		a.name = "new"
	}
	go a.loop()
}

func (a *again) loop() {
	println(a.name) // want `reads again.name, which races with the write that the UI goroutine does`
}

func NewAgain() *tview.Form {
	a := &again{}
	return tview.NewForm().
		AddButton("Play", a.start).
		AddButton("Stop", func() {
			a.mu.Lock()
			a.keys = nil
			a.mu.Unlock()
		})
}

// A helper that all handlers call under the lock is guarded there, though start-up calls it without.
type list struct {
	mu    sync.Mutex
	rows  []string
	width int
}

func (l *list) set(rows []string) { l.rows = rows } // right: on both goroutines under the lock
func (l *list) resize(n int)      { l.width = n }

func (l *list) load(rows []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.rows = append(l.rows, rows...)
	l.width++ // want `writes list.width, which races with the write that the UI goroutine does`
}

func Main() {
	l := &list{}
	l.set(nil)
	form := tview.NewForm().
		AddButton("Clear", func() {
			l.mu.Lock()
			defer l.mu.Unlock()
			l.set(nil)
			l.resize(0)
		}).
		AddButton("Wide", func() { l.resize(80) }).
		AddButton("Load", func() { go l.load([]string{"a"}) })
	tview.NewApplication().SetRoot(form, true).Run()
}

// A session gives its sign when it has ended; who asks for the error has waited for that.
type session struct {
	done chan struct{}
	err  error
	code int
	box  *tview.Box
}

func start(work func() (int, error)) *session {
	s := &session{done: make(chan struct{}), box: tview.NewBox()}
	go s.wait(work)
	return s
}

func (s *session) wait(work func() (int, error)) {
	s.code, s.err = work() // want `writes session.code, which races with the read that \(\*session\).Code does`
	close(s.done)
}

func (s *session) Done() <-chan struct{} { return s.done }

func (s *session) Attach(stop chan struct{}) error { // right
	select {
	case <-stop:
		return nil
	case <-s.Done():
		return s.err
	}
}

func (s *session) Code() int { return s.code }

func Session(work func() (int, error)) *session { return start(work) }

// Right: an object that was read in belongs to who has read it, and so does what a loop copies out of it.
type state struct{ sources []source }

type source struct {
	name string
	meta *meta
}

type meta struct{ fetched string }

func read() *state {
	s := &state{}
	s.sources = append(s.sources, source{meta: &meta{}})
	return s
}

func fetch(src *source) { src.meta.fetched = "now" }

func refresh() {
	s := read()
	for _, src := range s.sources {
		fetch(&src)
	}
}

func NewRefresh() *tview.Form {
	return tview.NewForm().
		AddButton("Later", func() { go refresh() }).
		AddButton("Now", refresh)
}
