// Package n17 is look-alike N17: locks done right.
package n17

import (
	"net/http"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

type meter struct {
	mu     sync.Mutex
	netMu  sync.Mutex // never taken on the UI goroutine
	cond   *sync.Cond
	value  int64
	ready  bool
	bar    *widget.ProgressBar
	client *http.Client
}

func NewMeter() *meter {
	m := &meter{bar: widget.NewProgressBar()}
	m.cond = sync.NewCond(&m.mu)
	go m.measure()
	go m.await()
	return m
}

// The request is in front of the lock; the other lock is the background's own.
func (m *meter) measure() {
	m.netMu.Lock()
	defer m.netMu.Unlock()
	resp, err := m.client.Get("https://example.org/meter")
	if err != nil {
		m.mu.Lock()
		m.ready = false
		m.mu.Unlock()
		time.Sleep(time.Second)
		return
	}
	m.mu.Lock()
	m.value = resp.ContentLength
	m.mu.Unlock()
	fyne.DoAndWait(func() { m.bar.SetValue(float64(resp.ContentLength)) })
}

// Cond.Wait gives the lock back.
func (m *meter) await() {
	m.mu.Lock()
	for !m.ready {
		m.cond.Wait()
	}
	m.mu.Unlock()
}

// A goroutine that is started under the lock does not hold it, and what is posted without waiting runs later.
func (m *meter) restart() {
	m.mu.Lock()
	defer m.mu.Unlock()
	go m.measure()
	fyne.Do(func() {
		m.mu.Lock()
		m.ready = true
		m.mu.Unlock()
	})
}

func (m *meter) Button() *widget.Button {
	return widget.NewButton("Show", func() {
		m.mu.Lock()
		v := m.value
		m.mu.Unlock()
		m.bar.SetValue(float64(v))
		go m.restart()
	})
}

// Only one branch holds the lock where the request is made.
func (m *meter) sometimes(hold bool) {
	if hold {
		m.mu.Lock()
	}
	_, _ = m.client.Get("https://example.org/meter")
	if hold {
		m.mu.Unlock()
	}
}

func (m *meter) Sometimes() { go m.sometimes(false) }
