// Package strangers has methods that nobody in sight calls, and a goroutine.
package strangers

import (
	"time"

	"fyne.io/fyne/v2/widget"
)

type Task struct {
	Status string
	Name   string
}

// A Runner is part of the UI by its label.
type Runner struct {
	label *widget.Label
	last  string
}

func (r *Runner) Start(t *Task) {
	go r.run(t)
}

func (r *Runner) run(t *Task) {
	time.Sleep(time.Second)
	t.Status = "done" // perhaps of another task
	r.last = t.Name   // want "writes Runner.last, which races with the read that .*Last does"
}

func (r *Runner) Show(t *Task) { r.label.SetText(t.Status) }

func (r *Runner) Last() { r.label.SetText(r.last) }
