// Package s03 is shape S3: a stored callback, a listener or a progress func, called by another package's goroutine.
package s03

import (
	"time"

	"offloop/s03/clock"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

func NewClock(lbl *widget.Label) *widget.Button {
	c := &clock.Clock{}
	c.OnStep = func() {
		lbl.SetText(time.Now().String()) // want "off the UI goroutine"
	}
	c.OnStop = func() { lbl.SetText("stopped") } // right: Stop is called by a handler
	c.Start()
	return widget.NewButton("Stop", func() { c.Stop() })
}

// Right: the closure marshals itself, since the caller does not know the toolkit.
func NewClockRight(lbl *widget.Label) {
	c := &clock.Clock{OnStep: func() {
		fyne.Do(func() { lbl.SetText(time.Now().String()) })
	}}
	c.Start()
}

func NewDownload(bar *widget.ProgressBar) *widget.Button {
	return widget.NewButton("Download", func() {
		clock.Fetch("https://example.org", func(n int64) {
			bar.SetValue(float64(n)) // want "off the UI goroutine"
		})
	})
}
