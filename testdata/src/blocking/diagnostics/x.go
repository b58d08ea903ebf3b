// Package diagnostics waits for the disk, some of it only when an environment variable is set.
package diagnostics

import (
	"blocking/diagnostics/debuglog"
	"os"

	"fyne.io/fyne/v2/widget"
)

type journal struct {
	traced bool
	cached bool
	asked  bool
	file   *os.File
}

func newJournal(f *os.File) *journal {
	_, traced := os.LookupEnv("APP_TRACE")
	j := &journal{file: f, traced: traced}
	if os.Getenv("APP_NO_CACHE") == "" {
		j.cached = true
	}
	j.asked = os.Getenv("APP_ASK") == "yes"
	return j
}

// trace is off unless somebody sets the variable.
func (j *journal) trace() {
	if j.traced {
		_ = j.file.Sync()
	}
}

// cache is on unless somebody sets the variable.
func (j *journal) cache() {
	if j.cached {
		_ = j.file.Sync() // want "blocks the UI goroutine"
	}
}

// ask is a setting that the user changes, too.
func (j *journal) ask() {
	if j.asked {
		_ = j.file.Sync() // want "blocks the UI goroutine"
	}
}

func (j *journal) save() {
	if !j.traced {
		_ = j.file.Sync() // want "blocks the UI goroutine"
	}
	if os.Getenv("APP_VERIFY") != "" {
		_ = j.file.Sync()
	}
}

func buttons(f *os.File) []*widget.Button {
	_ = debuglog.Open()
	j := newJournal(f)
	return []*widget.Button{
		widget.NewButton("Log", func() { debuglog.Log("tapped") }),
		widget.NewButton("Trace", j.trace),
		widget.NewButton("Cache", j.cache),
		widget.NewButton("Ask", func() { j.asked = !j.asked; j.ask() }),
		widget.NewButton("Save", j.save),
	}
}
