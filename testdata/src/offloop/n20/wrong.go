package n20

import (
	"net/http"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
)

// The counterpart: the same server, its dialog not marshalled. A server runs each handler in a goroutine.
func PermitWrong(win fyne.Window) {
	http.HandleFunc("/wrong", func(w http.ResponseWriter, r *http.Request) {
		dialog.ShowInformation("Request", r.RemoteAddr, win) // want "off the UI goroutine"
	})
}
