package through

import (
	"sync"

	"fyne.io/fyne/v2/widget"
)

// The lock on one side only.
func OneSide(lbl *widget.Label, in chan string) *widget.Button {
	var mu sync.Mutex
	last := ""
	go func() {
		for s := range in {
			mu.Lock()
			last = s // want "races with"
			mu.Unlock()
		}
	}()
	return widget.NewButton("Last", func() { lbl.SetText(last) })
}

// Two different locks.
func TwoLocks(lbl *widget.Label, in chan string) *widget.Button {
	var in1, in2 sync.Mutex
	last := ""
	go func() {
		for s := range in {
			in1.Lock()
			last = s // want "races with"
			in1.Unlock()
		}
	}()
	return widget.NewButton("Last", func() {
		in2.Lock()
		defer in2.Unlock()
		lbl.SetText(last)
	})
}
