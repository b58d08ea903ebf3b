package s27

import "github.com/rivo/tview"

type renders struct {
	app  *tview.Application
	jobs chan func()
}

func NewRenders(app *tview.Application, list *tview.List) *renders {
	r := &renders{app: app, jobs: make(chan func())}
	go r.consume()
	go r.produce(list)
	return r
}

func (r *renders) consume() {
	for job := range r.jobs {
		job()
		r.app.Draw()
	}
}

func (r *renders) produce(list *tview.List) {
	r.jobs <- func() { list.Clear() } // want "off the UI goroutine"
}
