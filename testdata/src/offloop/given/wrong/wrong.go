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

func options(lbl *widget.Label) {
	go fetch.Run("http://example.org/f", fetch.Options{Retries: 2, Done: func(error) {
		lbl.SetText("done") // want `SetText runs off the UI goroutine`
	}})
	opts := &fetch.Options{Retries: 1}
	opts.Done = func(error) {
		lbl.SetText("later") // want `SetText runs off the UI goroutine`
	}
	go fetch.Later("http://example.org/h", opts)
}
