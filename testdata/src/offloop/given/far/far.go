// Package far passes such a function to one that passes it on.
package far

import (
	"fyne.io/fyne/v2/widget"

	"offloop/given/fetch"
)

func through(bar *widget.ProgressBar) {
	go fetch.Through("http://example.org/a", "a", func(n int64) {
		bar.SetValue(float64(n)) // want `SetValue runs off the UI goroutine`
	})
}
