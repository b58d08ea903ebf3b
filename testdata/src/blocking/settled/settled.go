// Package settled has branches that only go one way, whoever calls.
package settled

import (
	"net/http"

	"blocking/settled/dep"

	"fyne.io/fyne/v2/widget"
)

type view struct {
	plan   dep.Plan
	trace  bool   // nobody sets it
	slow   bool   // set by a method
	before func() // nobody sets it
	after  func() // set by New
	shared bool   // its address is given away
}

var (
	remote  bool   // nobody sets it
	mirror  string // not a switch
	offline bool   // set by SetOffline
)

func SetOffline(on bool) { offline = on }

func toggle(b *bool) { *b = !*b }

func (v *view) SetSlow() { v.slow = true }

func (v *view) report() { http.Get("http://example.com/report") }

func (v *view) lost() { http.Get("http://example.com/lost") } // want "blocks the UI goroutine"

// A call that never fails, here and in another package.
func (v *view) prepare() (int, error) { return len(mirror), nil }

func (v *view) run() {
	if _, err := v.prepare(); err != nil {
		v.report()
	}
	if err := v.plan.Add("run"); err != nil {
		v.report()
		return
	}
	if n, err := dep.Fill(&v.plan, "a", "b"); err != nil || n == 0 && err != nil {
		v.report()
	}
	if err := dep.Check(&v.plan); err != nil {
		v.lost()
	}
}

// Whoever implements it may fail.
type step interface{ Do() error }

type easy struct{}

func (easy) Do() error { return nil }

func (v *view) through(s step) {
	if err := s.Do(); err != nil {
		http.Get("http://example.com/step") // want "blocks the UI goroutine"
	}
}

// Options and switches that nobody sets, and such that somebody does.
func (v *view) options() {
	if v.trace {
		v.report()
	}
	if v.before != nil {
		v.report()
	}
	if remote {
		v.report()
	}
	if !v.trace {
		http.Get("http://example.com/untraced") // want "blocks the UI goroutine"
	}
}

func (v *view) set() {
	if v.slow {
		http.Get("http://example.com/slow") // want "blocks the UI goroutine"
	}
}

func (v *view) hook() {
	if v.after != nil {
		http.Get("http://example.com/after") // want "blocks the UI goroutine"
	}
}

func (v *view) given() {
	if v.shared {
		http.Get("http://example.com/shared") // want "blocks the UI goroutine"
	}
}

func (v *view) global() {
	if !offline {
		http.Get("http://example.com/online") // want "blocks the UI goroutine"
	}
}

func New() []*widget.Button {
	v := &view{after: func() {}}
	toggle(&v.shared)
	v.trace = false
	return []*widget.Button{
		widget.NewButton("Run", v.run),
		widget.NewButton("Step", func() { v.through(easy{}) }),
		widget.NewButton("Options", v.options),
		widget.NewButton("Set", v.set),
		widget.NewButton("Hook", v.hook),
		widget.NewButton("Given", v.given),
		widget.NewButton("Global", v.global),
	}
}
