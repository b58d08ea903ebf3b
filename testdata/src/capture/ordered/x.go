// Package ordered has goroutines whose use of state comes before the UI goroutine's, or is of state of their own.
package ordered

import "github.com/rivo/tview"

type job struct {
	done  chan struct{}
	early int
	late  int
}

func (j *job) start(work func() int) {
	go func() {
		j.early = work() // right: the handler waits for done, which is closed afterwards
		close(j.done)
		j.late = work() // want `writes job.late`
	}()
}

func NewJob(work func() int) *tview.Form {
	j := &job{done: make(chan struct{})}
	j.start(work)
	return tview.NewForm().AddButton("Show", func() {
		select {
		case <-j.done:
			if j.early > j.late {
				return
			}
		default:
		}
	})
}

// A counter never leaves the call that makes it.
type counter struct{ seen map[string]int }

func (c *counter) add(s string) { c.seen[s]++ } // right: each goroutine counts with one of its own

func count(words []string) int {
	c := &counter{seen: map[string]int{}}
	for _, w := range words {
		c.add(w)
	}
	return len(c.seen)
}

// The same, kept in a field: every handler's goroutine gets the same one.
type shared struct{ seen map[string]int }

func (c *shared) add(s string) {
	c.seen[s]++ // want `races with`
}

type view struct{ all *shared }

func NewCount(words []string) *tview.Form {
	v := &view{all: &shared{seen: map[string]int{}}}
	return tview.NewForm().
		AddButton("Count", func() { go count(words) }).
		AddButton("Now", func() { count(words) }).
		AddButton("All", func() { go v.all.add("x") }).
		AddButton("All now", func() { v.all.add("y") })
}
