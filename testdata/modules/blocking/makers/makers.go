// Package makers refreshes widgets of its own and of a toolkit's: each asks the renderer that it has made.
package makers

import (
	"net/http"

	"example.org/dep/widgets"
)

// slow has a renderer that asks the network.
type slow struct{ widgets.Base }

func (s *slow) CreateRenderer() widgets.Renderer { return &slowRenderer{} }

type slowRenderer struct{}

func (r *slowRenderer) Refresh() {
	http.Get("http://example.org") // want `http.Get blocks the UI goroutine`
}

// quick has another one.
type quick struct{ widgets.Base }

func (q *quick) CreateRenderer() widgets.Renderer { return &quickRenderer{} }

type quickRenderer struct{ n int }

func (r *quickRenderer) Refresh() { r.n++ }

// labelled is a button with a renderer of its own.
type labelled struct{ widgets.Button }

func (l *labelled) CreateRenderer() widgets.Renderer { return &labelRenderer{} }

type labelRenderer struct{}

func (r *labelRenderer) Refresh() {
	http.Get("http://example.org/label") // want `http.Get blocks the UI goroutine`
}

// anything is what nobody knows more of: a base alone may be that of any widget.
type anyRenderer struct{}

func (r *anyRenderer) Refresh() {
	http.Head("http://example.org") // want `http.Head blocks the UI goroutine`
}

var anything widgets.Renderer = &anyRenderer{}

//bg:ui
func pressed(b *widgets.Button, q *quick) {
	b.Refresh()
	q.Refresh()
}

//bg:ui
func shown(s *slow) { s.Refresh() }

//bg:ui
func named(l *labelled) { l.Button.Refresh() }

//bg:ui
func based(b *widgets.Base) { b.Refresh() }

// remote is what a log has got.
type remote struct{}

func (remote) Put(text string) {
	http.Get("http://example.org/?" + text) // want `http.Get blocks the UI goroutine`
}

var log = widgets.NewLog(remote{})

//bg:ui
func said() { log.Say("x") }
