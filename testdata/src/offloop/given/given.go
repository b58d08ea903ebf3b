// Package given passes functions to another package, which keeps them in objects of its own while it works.
package given

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"offloop/given/fetch"
)

// What this program passes hands its work over, whatever others pass.
func marshalled(bar *widget.ProgressBar) {
	go fetch.File("http://example.org/a", "a", func(n int64) {
		fyne.Do(func() { bar.SetValue(float64(n)) })
	})
	go fetch.Through("http://example.org/b", "b", func(n int64) {
		fyne.Do(func() { bar.SetValue(float64(n)) })
	})
	go fetch.Quiet("http://example.org/c", "c")
}

func shown(bar *widget.ProgressBar) {
	go fetch.Shown("http://example.org/d", "d", bar) // want `SetValue runs off the UI goroutine`
}
