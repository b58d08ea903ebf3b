// Package gotk4 is a program with gotk4.
package gotk4

import (
	"context"
	"net/http"
	"time"

	"github.com/diamondburned/gotk4/pkg/core/glib"
	"github.com/diamondburned/gotk4/pkg/gio/v2"
	"github.com/diamondburned/gotk4/pkg/gtk/v4"
)

type page struct {
	label  *gtk.Label
	button *gtk.Button
	news   chan string
}

func (p *page) connect(file *gio.File) {
	p.button.ConnectClicked(func() {
		_, _ = http.Get("https://example.org") // want `http.Get blocks the UI goroutine \(handler given to \(\*gtk.Button\).ConnectClicked`
	})
	p.button.Connect("notify", func() { p.label.SetVisible(true) })
	file.ReadAsync(context.Background(), 0, func(gio.AsyncResulter) {
		time.Sleep(time.Second) // want `time.Sleep blocks the UI goroutine`
	})
	// What is posted runs on the loop, and the sender may not exist yet.
	glib.IdleAdd(func() {
		p.label.SetText(<-p.news) // want `a receive from a channel blocks the UI goroutine \(passed to glib.IdleAdd`
	})
}

// A getter belongs to the loop too, and so does a widget that nobody has seen yet.
func (p *page) watch() {
	for range time.Tick(time.Second) {
		if p.label.Text() == "" { // want `\(\*gtk.Label\).Text runs off the UI goroutine \(starts a goroutine\), with 1 more UI operation here; wrap it in glib.IdleAdd`
			_ = gtk.NewLabel("empty")
		}
	}
}

func (p *page) right() {
	p.button.ConnectClicked(func() {
		go func() {
			resp, err := http.Get("https://example.org")
			if err != nil {
				return
			}
			glib.IdleAdd(func() bool {
				p.label.SetText(resp.Status)
				return false
			})
		}()
	})
}

func Run(args []string, file *gio.File) {
	app := gtk.NewApplication("org.example.app")
	app.ConnectActivate(func() {
		p := &page{label: gtk.NewLabel(""), button: gtk.NewButton(), news: make(chan string)}
		p.connect(file)
		p.right()
		go p.watch()
	})
	app.Run(args)
}
