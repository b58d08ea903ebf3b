// Package lockarg hands state and the lock that guards it to a helper.
package lockarg

import (
	"sync"

	"capture/lockarg/journal"
	"github.com/rivo/tview"
)

type view struct {
	lines []string
	seen  []string
	mu    sync.RWMutex
	text  *tview.TextView
}

// Right: journal.Add takes the lock.
func (v *view) start(work func() string) {
	go func() {
		for {
			s := work()
			journal.Add(&v.lines, &v.mu, s)
			journal.AddBare(&v.seen, s) // want "writes view.seen"
		}
	}()
}

func Build(work func() string) *tview.Form {
	v := &view{text: tview.NewTextView()}
	v.start(work)
	return tview.NewForm().AddButton("Show", func() {
		journal.Add(&v.lines, &v.mu, "shown")
		v.mu.RLock()
		n := len(v.lines)
		v.mu.RUnlock()
		if n > len(v.seen) {
			journal.AddBare(&v.seen, "shown")
		}
	})
}
