// Package s02 is shape S2: a plain UI call at the end of a goroutine.
package s02

import (
	"net/http"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

func NewFetch(lbl *widget.Label) *widget.Button {
	return widget.NewButton("Fetch", func() {
		go func() {
			resp, err := http.Get("https://example.org")
			if err != nil {
				return
			}
			lbl.SetText(resp.Status) // want "off the UI goroutine"
			lbl.Refresh()
		}()
	})
}

// Right: one fyne.Do around all of it.
func NewFetchRight(lbl *widget.Label) *widget.Button {
	return widget.NewButton("Fetch", func() {
		go func() {
			resp, err := http.Get("https://example.org")
			if err != nil {
				return
			}
			fyne.Do(func() {
				lbl.SetText(resp.Status)
				lbl.Refresh()
			})
		}()
	})
}
