// Package deferred is about deferred calls of Unlock that come too late.
package deferred

import "sync"

type feed struct {
	mu     sync.RWMutex
	prices map[string]float64
	stop   chan bool
	in     chan string
}

// Wrong: the second message finds the lock of the first.
func (f *feed) Run() {
	for {
		select {
		case name := <-f.in:
			f.mu.Lock() // want `^feed.mu is locked again while it is held, since the deferred Unlock runs only when the function returns`
			defer f.mu.Unlock()
			f.prices[name]++
		case <-f.stop:
			return
		}
	}
}

// Wrong: a reader that becomes a writer.
func (f *feed) Upgrade(name string) {
	f.mu.RLock()
	defer f.mu.RUnlock()
	if f.prices[name] == 0 {
		f.mu.Lock() // want `^feed.mu is locked again`
		f.prices[name] = 1
		f.mu.Unlock()
	}
}

// Right: the body is a function.
func (f *feed) Each() {
	for name := range f.in {
		func() {
			f.mu.Lock()
			defer f.mu.Unlock()
			f.prices[name]++
		}()
	}
}

// Right: it leaves with the lock.
func (f *feed) Once() {
	for name := range f.in {
		if name != "" {
			f.mu.Lock()
			defer f.mu.Unlock()
			f.prices[name]++
			return
		}
	}
}

// Right: another object each time.
func all(feeds []*feed) {
	for _, f := range feeds {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.prices = nil
	}
}

// Right: given back meanwhile.
func (f *feed) Slow(get func() float64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.mu.Unlock()
	p := get()
	f.mu.Lock()
	f.prices["x"] = p
}

// Right: readers do not wait for each other.
func (f *feed) Sum() (sum float64) {
	for name := range f.in {
		f.mu.RLock()
		defer f.mu.RUnlock()
		sum += f.prices[name]
	}
	return sum
}

func (f *feed) Reset() { all([]*feed{f}) }
