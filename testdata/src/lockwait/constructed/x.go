// Package constructed calls methods of an object while it is made: what they ask of it is not there yet.
package constructed

import (
	"sync"

	"fyne.io/fyne/v2/widget"
)

type results struct {
	mu    sync.Mutex
	lines []string
	stats *widget.Label
}

// The only call comes before there is a label.
func newResults() *results {
	r := &results{}
	r.add("welcome")
	r.build()
	return r
}

func (r *results) build() { r.stats = widget.NewLabel(r.summary()) }

func (r *results) add(line string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.lines = append(r.lines, line)
	if r.stats != nil {
		r.stats.SetText(r.summary())
	}
}

func (r *results) summary() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.lines[0]
}

// log is the same, but for the order.
type log struct {
	mu    sync.Mutex
	lines []string
	stats *widget.Label
}

func newLog() *log {
	l := &log{}
	l.build()
	l.add("welcome")
	return l
}

func (l *log) build() { l.stats = widget.NewLabel("") }

func (l *log) add(line string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines = append(l.lines, line)
	if l.stats != nil {
		l.stats.SetText(l.summary()) // want `log.mu is held when`
	}
}

func (l *log) summary() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.lines[0]
}

// notes is written to later, too.
type notes struct {
	mu    sync.Mutex
	stats *widget.Label
}

func newNotes() *notes {
	n := &notes{}
	n.add()
	n.stats = widget.NewLabel("")
	widget.NewButton("Add", func() { n.add() })
	return n
}

func (n *notes) add() {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.stats != nil {
		n.stats.SetText(n.summary()) // want `notes.mu is held when`
	}
}

func (n *notes) summary() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return "notes"
}

var _, _, _ = newResults(), newLog(), newNotes()
