// Package generated has a file that was generated.
package generated

import "github.com/rivo/tview"

// The handler that leads into generated code stands here.
func (f *form) Refresh() *tview.Button {
	return tview.NewButton("Refresh").SetSelectedFunc(func() {
		f.refresh() // want "waits for the UI goroutine"
	})
}

// Right: off the UI goroutine.
func (f *form) Follow(in chan struct{}) {
	go func() {
		for range in {
			f.refresh()
		}
	}()
}
