// Package gotk3adapter is a program behind gotk3adapter's interfaces.
package gotk3adapter

import (
	"time"

	"github.com/coyim/gotk3adapter/glibi"
	"github.com/coyim/gotk3adapter/gtki"
)

type view struct {
	glib   glibi.Glib
	status gtki.Label
	done   func()
}

func (v *view) inUI(f func()) { v.glib.IdleAdd(f) }

func Show(v *view, b gtki.Builder) {
	v.done = func() {
		v.status.SetText("done") // want `gtki.Label.SetText runs off the UI goroutine`
	}
	b.ConnectSignals(map[string]interface{}{
		"on_connect": func() { go v.connect() },
		"on_retry": func() {
			time.Sleep(time.Second) // want `time.Sleep blocks the UI goroutine \(handler given to gtki.Builder.ConnectSignals`
			v.status.SetText("again")
		},
	})
}

func (v *view) connect() {
	time.Sleep(time.Second)
	v.inUI(func() { v.status.SetText("connected") })
	v.done()
}
