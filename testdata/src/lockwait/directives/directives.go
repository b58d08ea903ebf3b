// Package directives is about the comments that silence this rule.
package directives

import (
	"net/http"
	"sync"

	"fyne.io/fyne/v2/widget"
)

type view struct {
	mu   sync.Mutex
	text string
}

func (v *view) Button() *widget.Button {
	return widget.NewButton("Show", func() {
		v.mu.Lock()
		defer v.mu.Unlock()
		v.text = ""
	})
}

func (v *view) Start() {
	go v.line()
	go v.short()
	go v.plain()
}

func (v *view) line() {
	v.mu.Lock()
	defer v.mu.Unlock()
	_, _ = http.Get("http://localhost") //bg:ignore BG204 the server is this program
}

// What this function does under its lock is short.
//
//bg:nonblocking the server is this program
func (v *view) short() {
	v.mu.Lock()
	defer v.mu.Unlock()
	_, _ = http.Get("http://localhost")
}

func (v *view) plain() {
	v.mu.Lock()
	defer v.mu.Unlock()
	_, _ = http.Get("http://localhost") // want "http.Get blocks while view.mu is held"
}
