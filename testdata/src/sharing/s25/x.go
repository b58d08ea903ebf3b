// Package s25 is shape S25: a result through a captured local.
package s25

import (
	"time"

	"github.com/rivo/tview"
)

// Wrong: after the time-out the goroutine may still write n.
func count(query func() int) int {
	n := 0
	done := make(chan struct{})
	go func() {
		n = query() // want "races with"
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(time.Second):
	}
	return n
}

func Count(query func() int) int { return count(query) }

// Wrong: nothing orders the write and the read.
func NewPing(ping func() bool) *tview.Button {
	return tview.NewButton("Ping").SetSelectedFunc(func() {
		ok := false
		go func() {
			ok = ping() // want "races with"
		}()
		if ok {
			return
		}
	})
}

// Right: a channel with room carries the result.
func countRight(query func() int) int {
	res := make(chan int, 1)
	go func() { res <- query() }()
	select {
	case n := <-res:
		return n
	case <-time.After(time.Second):
		return 0
	}
}

func CountRight(query func() int) int { return countRight(query) }
