// Package spin has loops that wait for nothing.
package spin

import (
	"context"
	"sync/atomic"
	"time"
)

type worker struct {
	jobs chan int
	stop chan struct{}
	done atomic.Bool
	sum  int
}

func (w *worker) Run(ctx context.Context) {
	go w.poll()
	go w.until(ctx)
	go w.sleeps()
	go w.works()
	go w.waits()
	w.offer([]int{1, 2})
	w.drain()
}

func (w *worker) poll() {
	for {
		select { // want `this loop does not wait when nothing is ready`
		case n := <-w.jobs:
			w.sum += n
		case <-w.stop:
			return
		default:
		}
	}
}

// The exit is one that somebody else decides.
func (w *worker) until(ctx context.Context) {
	for ctx.Err() == nil && !w.done.Load() {
		select { // want `this loop does not wait`
		case n := <-w.jobs:
			w.sum += n
		default:
		}
	}
}

func (w *worker) sleeps() {
	for {
		select {
		case n := <-w.jobs:
			w.sum += n
		default:
			time.Sleep(10 * time.Millisecond)
		}
	}
}

// works has something to do in each round.
func (w *worker) works() {
	for {
		select {
		case <-w.stop:
			return
		default:
		}
		w.step()
	}
}

func (w *worker) step() { w.sum++ }

func (w *worker) waits() {
	for {
		select {
		case <-w.stop:
			return
		case n := <-w.jobs:
			w.sum += n
		}
	}
}

// offer goes through its list once.
func (w *worker) offer(list []int) {
	for _, n := range list {
		select {
		case w.jobs <- n:
		default:
		}
	}
	for i := 0; i < 3; i++ {
		select {
		case w.jobs <- i:
		default:
		}
	}
}

func (w *worker) drain() {
	for {
		select {
		case <-w.jobs:
		default:
			return
		}
	}
}
