package n08

import (
	"sync/atomic"

	"github.com/rivo/tview"
)

// Atomics, as types and as functions.
type stats struct {
	n    atomic.Int64
	old  int32
	name atomic.Pointer[string]
}

func (s *stats) Bind(form *tview.Form, read func() string) {
	go func() {
		name := read()
		s.n.Add(1)
		s.name.Store(&name)
		atomic.AddInt32(&s.old, 1)
	}()
	form.AddButton("Show", func() {
		if s.n.Load() > int64(atomic.LoadInt32(&s.old)) {
			form.SetTitle(*s.name.Load())
		}
	})
}
