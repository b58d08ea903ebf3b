package s07

import (
	"sync"

	"github.com/rivo/tview"
)

type totals struct {
	mu  sync.Mutex
	sum int
}

// Wrong: the lock in the caller does not cover the goroutine that it starts.
func (t *totals) Bind(form *tview.Form, measure func() int) {
	form.AddButton("Add", func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.sum++
		go func() {
			t.sum += measure() // want "races with"
		}()
	})
}
