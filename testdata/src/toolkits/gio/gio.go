// Package gio is a program with Gio, which writes its event loop itself.
package gio

import (
	"net/http"
	"os"
	"os/exec"
	"sync"
	"time"

	"gioui.org/app"
	"gioui.org/layout"
	"gioui.org/widget"
)

type page struct {
	connect, reload widget.Clickable
	search          widget.Editor
	source          interface{ Rate() string }

	mu    sync.Mutex
	rate  string
	found chan string
}

type remote struct{}

// Rate is asked for in every frame when the cache is cold.
func (remote) Rate() string {
	resp, err := http.Get("https://example.org/rate") // want `http.Get blocks the UI goroutine`
	if err != nil {
		return ""
	}
	return resp.Status
}

func newPage() *page { return &page{source: remote{}, found: make(chan string, 1)} }

// Layout has the shape of a handler: it is given a frame's context.
func (p *page) Layout(gtx layout.Context) layout.Dimensions {
	if p.connect.Clicked(gtx) {
		_ = exec.Command("connect").Run() // want `Run blocks the UI goroutine`
	}
	return layout.Flex{}.Layout(gtx, layout.Rigid(func(gtx layout.Context) layout.Dimensions {
		_ = p.source.Rate()
		return layout.Dimensions{}
	}))
}

// clear changes the state of a widget, which has no lock, from a goroutine that nobody wakes the window for.
func (p *page) clear() {
	time.AfterFunc(time.Second, func() {
		p.search.SetText("") // want `\(\*widget.Editor\).SetText runs off the UI goroutine`
	})
}

func (p *page) handle() {
	_ = os.RemoveAll("cache") // want `os.RemoveAll blocks the UI goroutine \(the event loop waits for the next event\)`
}

// loop is the event loop, though a go statement starts it: what it comes to before is start-up.
func loop(w *app.Window, p *page) error {
	_ = exec.Command("probe").Run()
	for {
		switch e := w.Event().(type) {
		case app.DestroyEvent:
			return e.Err
		case app.FrameEvent:
			gtx := app.NewContext(e)
			p.handle()
			p.clear()
			p.update(gtx, w)
			p.Layout(gtx)
			time.Sleep(time.Second) // want `time.Sleep blocks the UI goroutine \(the event loop waits for the next event\)`
			e.Frame()
		}
	}
}

// update is right: the request in a goroutine, its result under a lock or over a channel, Invalidate from anywhere.
func (p *page) update(gtx layout.Context, w *app.Window) {
	if p.reload.Clicked(gtx) {
		name := p.search.Text()
		go func() {
			rate := ask(name)
			p.mu.Lock()
			p.rate = rate
			p.mu.Unlock()
			p.found <- rate
			w.Invalidate()
		}()
	}
	select {
	case text := <-p.found:
		p.search.SetText(text)
	default:
	}
	p.mu.Lock()
	_ = p.rate
	p.mu.Unlock()
}

func ask(name string) string {
	resp, err := http.Get("https://example.org/" + name)
	if err != nil {
		return ""
	}
	return resp.Status
}

func Run() {
	go func() {
		w := new(app.Window)
		if err := loop(w, newPage()); err != nil {
			os.Exit(1)
		}
		os.Exit(0)
	}()
	app.Main()
}
