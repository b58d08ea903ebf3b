// Package wrong passes a function that does not hand its work over.
package wrong

import (
	"fyne.io/fyne/v2/widget"

	"offloop/given/fetch"
)

func direct(bar *widget.ProgressBar) {
	go fetch.File("http://example.org/a", "a", func(n int64) {
		bar.SetValue(float64(n)) // want `SetValue runs off the UI goroutine`
	})
}
