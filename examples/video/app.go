package main

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"runtime"

	"github.com/go-bgkit/bgkit/examples/video/page"
	"github.com/go-bgkit/bgkit/examples/video/stream"
	"github.com/go-bgkit/bgkit/examples/video/surface"
	"github.com/go-bgkit/bgkit/examples/video/web"
	"github.com/go-bgkit/bgkit/runtime/background"
	"github.com/go-bgkit/bgkit/runtime/process"
	"github.com/go-bgkit/bgkit/runtime/run"
)

// app is the server's pages.
type app struct {
	pages *page.Set
	mux   http.ServeMux
}

func newApp(c config) *app {
	process.SetDefault(process.New(process.Config{
		Name:       "video",
		MaxWorkers: c.workers,
		WarmSpares: 1,        // a crash does not wait for a new worker
		HardMemory: 1 << 30,  // a worker that leaks ends before it harms the machine
		QueueBound: 4 * 1024, // pages keep it short: see stream.read
	}))
	a := &app{pages: page.NewSet(c.pages, c.grace)}
	a.mux.Handle("GET /static/", http.StripPrefix("/static/", web.Static()))
	a.mux.Handle("GET /live/{id}", a.pages)
	a.mux.HandleFunc("GET /stats", a.stats)
	a.mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		a.open(w, "video.html", func(p *page.Page) { stream.New(p, c.stream) })
	})
	a.mux.HandleFunc("GET /surface", func(w http.ResponseWriter, _ *http.Request) {
		a.open(w, "surface.html", func(p *page.Page) { surface.New(p) })
	})
	return a
}

// ServeHTTP allows pages nothing but what comes from this server.
func (a *app) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	a.mux.ServeHTTP(w, r)
}

// open makes a page and answers its HTML, which names it.
func (a *app) open(w http.ResponseWriter, file string, build func(*page.Page)) {
	p, err := a.pages.Open(build)
	if err != nil {
		w.Header().Set("Retry-After", "30")
		http.Error(w, "The server has no room for another page now. Please try again in a minute.", http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Cache-Control", "no-store") // from a cache it would name a page that has left
	web.Page(w, file, p.ID())
}

// counts are for who runs the server.
type counts struct {
	Pages      int            `json:"pages"`
	Tasks      map[string]int `json:"tasks"` // in the background, by name
	Workers    process.Stats  `json:"workers"`
	Goroutines int            `json:"goroutines"`
}

func (a *app) stats(w http.ResponseWriter, _ *http.Request) {
	c := counts{a.pages.Len(), map[string]int{}, process.Default().Stats(), runtime.NumGoroutine()}
	for _, task := range background.Running() {
		c.Tasks[task.Name()]++
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(c) //nolint:errcheck // the client is gone
}

// close ends what pages have begun, in the order in which it needs each other. It says what did not end.
func (a *app) close(ctx context.Context) error {
	a.pages.Close()
	return errors.Join(background.Shutdown(ctx), run.Default().Shutdown(ctx), process.Shutdown(ctx))
}
