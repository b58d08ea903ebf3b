// Package n20 is look-alike N20: blocking where blocking is the job.
package n20

import (
	"net/http"
	"os/exec"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
)

// Backend is bound to a web view, which calls its methods on goroutines of their own.
type Backend struct{ dir string }

func (b *Backend) Build(target string) (string, error) {
	cmd := exec.Command("make", target)
	cmd.Dir = b.dir
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// A server's goroutine waits for the user's answer.
func Permit(win fyne.Window) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := make(chan bool, 1)
		fyne.Do(func() {
			dialog.ShowConfirm("Permit?", r.RemoteAddr, func(ok bool) { answer <- ok }, win)
		})
		if !<-answer {
			w.WriteHeader(http.StatusForbidden)
		}
	})
}
