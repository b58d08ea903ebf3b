// Package told waits for goroutines that it has told to stop.
package told

import (
	"context"
	"log/slog"
	"net/http"
	"os/exec"
	"sync"
	"time"

	"fyne.io/fyne/v2/widget"
)

type watcher struct {
	stop, done chan struct{}
	events     chan string
	names      []string
	once       sync.Once
}

func newWatcher() *watcher {
	w := &watcher{stop: make(chan struct{}), done: make(chan struct{}), events: make(chan string)}
	go w.run()
	return w
}

// run is somewhere in its select when it is told to stop.
func (w *watcher) run() {
	defer func() { close(w.done) }()
	for {
		select {
		case <-w.stop:
			return
		case name := <-w.events:
			w.names = append(w.names, name)
			slog.Debug("seen", "name", name)
		}
	}
}

func (w *watcher) close() {
	close(w.stop)
	<-w.done
}

func (w *watcher) closeOnce() {
	w.once.Do(func() { close(w.stop) })
	<-w.done
}

// wait tells nobody anything.
func (w *watcher) wait() {
	<-w.done // want `a receive from a channel blocks the UI goroutine`
}

func (w *watcher) waitFirst() {
	<-w.done // want `a receive from a channel blocks the UI goroutine`
	close(w.stop)
}

// A poller may be in the middle of a request.
type poller struct {
	stop, done chan struct{}
	url        string
}

func newPoller(url string) *poller {
	p := &poller{stop: make(chan struct{}), done: make(chan struct{}), url: url}
	go p.run()
	return p
}

func (p *poller) run() {
	defer close(p.done)
	for {
		select {
		case <-p.stop:
			return
		case <-time.After(time.Second):
			http.Get(p.url)
		}
	}
}

func (p *poller) close() {
	close(p.stop)
	<-p.done // want `a receive from a channel blocks the UI goroutine`
}

// A pool's workers end with their context; a runner's wait for a program.
type pool struct {
	cancel context.CancelFunc
	jobs   chan int
	sum    int
	mu     sync.Mutex
	wg     sync.WaitGroup
	runs   sync.WaitGroup
}

func newPool(n int) *pool {
	ctx, cancel := context.WithCancel(context.Background())
	p := &pool{cancel: cancel, jobs: make(chan int)}
	for range n {
		p.wg.Add(1)
		go p.work(ctx)
		p.runs.Add(1)
		go p.runProgram(ctx)
	}
	return p
}

func (p *pool) work(ctx context.Context) {
	defer p.wg.Done()
	for {
		select {
		case <-ctx.Done():
			return
		case n := <-p.jobs:
			p.mu.Lock()
			p.sum += n
			p.mu.Unlock()
		}
	}
}

func (p *pool) runProgram(ctx context.Context) {
	defer p.runs.Done()
	for ctx.Err() == nil {
		exec.Command("make").Run()
	}
}

func (p *pool) stopWork() {
	p.cancel()
	p.wg.Wait()
}

func (p *pool) stopPrograms() {
	p.cancel()
	p.runs.Wait() // want `Wait blocks the UI goroutine`
}

func buttons(w *watcher, p *poller, q *pool) []*widget.Button {
	return []*widget.Button{
		widget.NewButton("Close", w.close),
		widget.NewButton("Close once", w.closeOnce),
		widget.NewButton("Wait", w.wait),
		widget.NewButton("Wait first", w.waitFirst),
		widget.NewButton("Close", p.close),
		widget.NewButton("Stop", q.stopWork),
		widget.NewButton("Stop", q.stopPrograms),
	}
}

func main() {
	buttons(newWatcher(), newPoller("http://localhost"), newPool(2))
}
