package s19

import (
	"net/http"
	"time"

	"github.com/rivo/tview"
)

// Wrong: the deadline of AfterFunc is computed now, by asking a server.
func NewDelayButton(app *tview.Application, tv *tview.TextView) *tview.Button {
	return tview.NewButton("Delay").SetSelectedFunc(func() {
		time.AfterFunc(remoteDelay(), func() {
			app.QueueUpdateDraw(func() { tv.SetText("now") })
		})
	})
}

func remoteDelay() time.Duration {
	resp, err := http.Get("https://example.org/delay") // want "blocks the UI goroutine"
	if err != nil {
		return time.Second
	}
	return time.Duration(resp.ContentLength)
}
