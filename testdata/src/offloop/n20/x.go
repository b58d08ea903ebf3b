// Package n20 is look-alike N20: a server's goroutine waits for the user's answer; its widget calls are marshalled.
package n20

import (
	"net/http"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
)

func Permit(win fyne.Window) {
	http.HandleFunc("/permit", func(w http.ResponseWriter, r *http.Request) {
		answer := make(chan bool, 1)
		fyne.Do(func() {
			dialog.ShowConfirm("Permit?", r.RemoteAddr, func(ok bool) { answer <- ok }, win)
		})
		if <-answer {
			w.WriteHeader(http.StatusNoContent)
		}
	})
}
