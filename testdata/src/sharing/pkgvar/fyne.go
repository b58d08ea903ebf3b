// Package pkgvar shares package variables.
package pkgvar

import (
	"sync"

	"fyne.io/fyne/v2/widget"
)

var (
	lastError error
	cache     = map[string]string{}

	mu    sync.Mutex
	total int

	greeting = "hello" // nobody writes it
)

// Wrong: the button's handler reads the variable.
func check(try func() error) {
	lastError = try() // want "races with"
}

func NewCheck(try func() error, lbl *widget.Label) *widget.Button {
	go check(try)
	return widget.NewButton("Check", func() {
		if lastError != nil {
			lbl.SetText(greeting)
		}
	})
}

// Wrong: a map in a package variable.
func Fill(names chan string) {
	go func() {
		for name := range names {
			cache[name] = greeting // want "races with"
		}
	}()
}

func NewLookUp(e *widget.Entry) {
	e.OnSubmitted = func(s string) { e.SetText(cache[s]) }
}

// Right: the same lock on both sides.
func Sum(in chan int) {
	go func() {
		for n := range in {
			mu.Lock()
			total += n
			mu.Unlock()
		}
	}()
}

func NewTotal(lbl *widget.Label) *widget.Button {
	return widget.NewButton("Total", func() {
		mu.Lock()
		n := total
		mu.Unlock()
		if n > 0 {
			lbl.SetText(greeting)
		}
	})
}
