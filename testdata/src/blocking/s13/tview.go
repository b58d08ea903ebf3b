package s13

import (
	"net/http"

	"github.com/rivo/tview"
)

// Wrong: the request is inside the queued function.
func ShowLyrics(app *tview.Application, tv *tview.TextView, url string) {
	go func() {
		app.QueueUpdateDraw(func() {
			resp, err := http.Get(url) // want "blocks the UI goroutine"
			if err == nil {
				tv.SetText(resp.Status)
			}
		})
	}()
}

// Right.
func ShowLyricsRight(app *tview.Application, tv *tview.TextView, url string) {
	go func() {
		resp, err := http.Get(url)
		if err == nil {
			app.QueueUpdateDraw(func() { tv.SetText(resp.Status) })
		}
	}()
}
