// Package servers shares variables with what a server runs for each of its connections.
package servers

import (
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	"github.com/gliderlabs/ssh"
)

var (
	users    []string
	logins   int
	requests int

	mu     sync.Mutex
	failed int
	passed atomic.Int64
)

type middleware func(ssh.Handler) ssh.Handler

func serve(next ssh.Handler, wrap ...middleware) {
	s := &ssh.Server{Handler: next}
	for _, w := range wrap {
		s.Handler = w(s.Handler)
	}
	_ = ssh.PasswordAuth(func(ctx ssh.Context, password string) bool {
		logins++ // want "a background function writes logins, which races with the write of another goroutine that runs the same function"
		session := 0
		session++ // each login has its own
		if password == "" {
			mu.Lock()
			failed++
			mu.Unlock()
			return false
		}
		passed.Add(int64(session))
		return true
	})(s)
	_ = s.ListenAndServe()
}

// Wrong: the handlers of all connections and the list work with one slice.
func Run(next ssh.Handler) *widget.List {
	go serve(next, func(next ssh.Handler) ssh.Handler {
		return func(s ssh.Session) {
			users = append(users, s.User()) // want "a background function writes users, which races with the read on the UI goroutine"
			next(s)
		}
	})
	return widget.NewList(
		func() int { return len(users) },
		func() fyne.CanvasObject { return widget.NewLabel("") },
		func(id widget.ListItemID, o fyne.CanvasObject) { o.(*widget.Label).SetText(users[id]) })
}

func Count(mux *http.ServeMux) {
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		requests++ // want "a background function writes requests, which races with the write of another goroutine"
		_, _ = w.Write([]byte(strconv.Itoa(1)))
	})
}

// One goroutine counts.
var ticks int

func Tick(in chan int) {
	go func() {
		for range in {
			ticks++
		}
	}()
}
