package n08

import (
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// The same mutex on both sides, one of them through helpers.
type hits struct {
	mu sync.Mutex
	n  int
}

func (h *hits) add(n int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.n += n
}

func (h *hits) get() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.n
}

func NewHits(lbl *widget.Label, in chan int) *widget.Button {
	h := &hits{}
	go func() {
		for n := range in {
			h.add(n)
		}
	}()
	return widget.NewButton("Show", func() {
		if h.get() > 0 {
			lbl.SetText("hits")
		}
	})
}

// The same mutex on both sides, in the open.
type level struct {
	sync.RWMutex
	value float64
}

func NewLevel(bar *widget.ProgressBar, read func() float64) fyne.CanvasObject {
	l := &level{}
	go func() {
		v := read()
		l.Lock()
		l.value = v
		l.Unlock()
	}()
	return widget.NewButton("Show", func() {
		l.RLock()
		v := l.value
		l.RUnlock()
		bar.SetValue(v)
	})
}

// The caller holds the lock on both sides: every call of the helper does.
type ledger struct {
	mu  sync.Mutex
	sum int
}

func (l *ledger) addLocked(n int) { l.sum += n }

func (l *ledger) Bind() *widget.Button {
	go func() {
		l.mu.Lock()
		l.addLocked(1)
		l.mu.Unlock()
	}()
	return widget.NewButton("Add", func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.addLocked(2)
	})
}
