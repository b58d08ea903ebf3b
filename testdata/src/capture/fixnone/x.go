// Package fixnone holds reads for which a copy from before is not the same.
package fixnone

import (
	"net/http"
	"time"

	"fyne.io/fyne/v2/widget"
)

type view struct {
	items   []string
	url     string
	stopped bool
	name    string
	late    string
}

func (v *view) build(entry *widget.Entry) *widget.Button {
	entry.OnChanged = func(s string) {
		v.items = append(v.items, s)
		v.url = s
		v.stopped = true
		v.name = s
		v.late = s
	}
	return widget.NewButton("Load", func() {
		v.share()
		v.poll()
		v.write()
		v.after()
	})
}

// The copy of a slice shares its elements.
func (v *view) share() {
	go func() {
		http.Get(v.items[0]) // want "races with"
	}()
}

// It wants to see the change.
func (v *view) poll() {
	go func() {
		for v.url == "" { // want "races with"
			time.Sleep(time.Second)
		}
	}()
}

// It writes, too.
func (v *view) write() {
	go func() {
		v.name = v.name + "x" // want "races with"
	}()
}

// Whether it is still wanted shows when the answer is there.
func (v *view) after() {
	go func() {
		http.Get("x")
		if v.late == "" { // want "races with"
			return
		}
		http.Get("y")
	}()
}
