package ordered

import "github.com/rivo/tview"

// A dashboard is set up by whoever needs it first. That write is over; the one to show is what a handler does each time.
type dashboard struct {
	ready bool
	kind  string
	text  *tview.TextView
	load  func() string
}

func (d *dashboard) setUp() {
	if d.ready {
		return
	}
	d.kind = "feed"
	d.text = tview.NewTextView()
	d.ready = true
}

func (d *dashboard) show() { d.text.SetText(d.kind) }

func (d *dashboard) check() {
	d.kind = d.load() // want `which races with the read that the UI goroutine does`
}

func Dashboard(load func() string) *tview.Form {
	d := &dashboard{load: load}
	return tview.NewForm().AddButton("Open", func() {
		d.setUp()
		go d.check()
	}).AddButton("Show", func() {
		d.setUp()
		d.show()
	})
}
