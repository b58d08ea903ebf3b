package ui

import (
	"context"
	"sync"

	"github.com/go-bgkit/bgkit/runtime/internal/fault"
)

// Loop is an event loop for programs whose toolkit has none, such as web servers: functions posted to it run one at a
// time, in order, so that they need no locks among themselves. Its goroutine exists only while there is something to
// run: an idle loop costs its memory only and need not be closed.
//
// The zero value is ready to use. A Loop must not be copied after first use.
type Loop struct {
	mu      sync.Mutex
	queue   []func()
	running bool
	drainer uint64 // goroutine that drains, 0 for none
	closed  bool
}

// NewClient makes a client whose UI goroutine is the loop's, as ui.NewClient with Post does. This one knows that goroutine
// from the start: Call on the loop runs its function at once even before any dispatched function has run, and needs
// neither Bind nor OnUI.
func (l *Loop) NewClient(opts ...Option) *Client {
	mine := func(c *Client) { c.threads.loop = l }
	return NewClient(l.Post, append([]Option{mine}, opts...)...)
}

// Post has fn run on the loop's goroutine and returns at once. After Close it drops fn. The queue has no
// bound. A panic of fn goes to the error handler and the loop goes on. It panics when fn is nil.
func (l *Loop) Post(fn func()) {
	if fn == nil {
		panic("ui.Loop.Post: nil function")
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return
	}
	l.queue = append(l.queue, fn)
	if !l.running {
		l.running = true
		go l.drain()
	}
}

// Close drops what has not started, and what is posted from now on. It does not wait for the function that is running.
// Delete the loop's clients first: their OnDelete functions run on it.
func (l *Loop) Close() {
	l.mu.Lock()
	l.closed, l.queue = true, nil
	l.mu.Unlock()
}

// OnLoop reports whether the caller is running on the loop. It costs one to ten microseconds.
func (l *Loop) OnLoop() bool { return loopOn(goroutineID()) == l }

// loops maps the ids of goroutines that are draining a loop to that loop.
var loops sync.Map

// loopOn returns the loop that the goroutine with this id is draining, nil for none.
func loopOn(id uint64) *Loop {
	l, _ := loops.Load(id)
	loop, _ := l.(*Loop)
	return loop
}

// drain runs what is posted until nothing is left.
func (l *Loop) drain() {
	id := goroutineID()
	loops.Store(id, l)
	l.drains(id)
	finished := false
	defer func() {
		loops.Delete(id)
		if !finished { // a function ended the goroutine with runtime.Goexit
			go l.drain()
		}
	}()
	for fn := l.take(); fn != nil; fn = l.take() {
		l.run(fn)
	}
	finished = true
}

func (l *Loop) drains(id uint64) {
	l.mu.Lock()
	l.drainer = id
	l.mu.Unlock()
}

// goroutine returns the id of the loop's present goroutine, 0 when it has none.
func (l *Loop) goroutine() uint64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.drainer
}

// take returns the next function. Nil means that the goroutine may end.
func (l *Loop) take() func() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.queue) == 0 {
		l.queue, l.running, l.drainer = nil, false, 0
		return nil
	}
	fn := l.queue[0]
	l.queue[0] = nil
	l.queue = l.queue[1:]
	return fn
}

func (l *Loop) run(fn func()) {
	if err := catch(fn); err != nil {
		name, site := fault.FuncName(fault.FuncPC(fn))
		fault.Report(context.Background(), nil, &fault.Task{What: "function on a loop", Name: name, Site: site, Err: err})
	}
}
