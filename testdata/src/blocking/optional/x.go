// Package optional asks a value for an interface that it was never converted to.
package optional

import (
	"blocking/optional/music"
	"blocking/optional/server"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

func Show(w fyne.Window) {
	s := server.New("https://example.org")
	status := widget.NewLabel("")
	w.SetContent(widget.NewButton("Share", func() {
		if sharer, ok := s.(music.CanShare); ok {
			url, _ := sharer.Share("1") // want "http.Get blocks the UI goroutine through music.CanShare.Share"
			status.SetText(url)
		}
		if rater, ok := s.(music.CanRate); ok {
			rater.Rate("1", 5) // right: the one that can rates in memory
		}
		s.Play("1") // right
	}))
}
