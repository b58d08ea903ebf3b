// Package fixfyne is about the fixes of this rule in Fyne programs: what is wrapped together, and what stays outside.
package fixfyne

import (
	"fmt"
	"net/http"

	"fyne.io/fyne/v2/widget"
)

type view struct {
	status *widget.Label
	bar    *widget.ProgressBar
	busy   *widget.ProgressBar
	done   int
}

// Statements that follow each other go in one dispatch; comments stay where they are.
func (v *view) together(url string) {
	go func() {
		_, err := http.Get(url)
		// what the user sees
		v.status.SetText(url) // want "off the UI goroutine"
		text := fmt.Sprint("done: ", err)

		v.bar.SetValue(1)      // full
		v.status.SetText(text) // the result
	}()
}

// A branch is wrapped where it returns; the work is not.
func (v *view) branches(url string) {
	go func() {
		defer v.busy.Hide() // want "off the UI goroutine"
		if _, err := http.Get(url); err != nil {
			v.status.SetText(err.Error())
			return
		}
		for i := range 10 {
			http.Get(url)
			v.bar.SetValue(float64(i))
		}
	}()
}

// What takes long is done before, and so is what another time would give another value.
func (v *view) before(url string) {
	go func() {
		status := "begun"
		v.status.SetText(status) // want "off the UI goroutine"
		status = "done"
		v.status.SetText(fetch(url))
		v.done++
		v.bar.SetValue(float64(v.done))
		v.status.Text = status
	}()
}

func fetch(url string) string {
	r, err := http.Get(url)
	if err != nil {
		return err.Error()
	}
	return r.Status
}

// In one line it stays in one line.
func (v *view) line() {
	go func() { v.bar.SetValue(0) }() // want "off the UI goroutine"
	go v.status.Refresh()             // want "off the UI goroutine"
}

// A loop that only works on the screen is one dispatch.
func (v *view) loop(labels []*widget.Label) {
	go func() {
		http.Get("x")
		for i, l := range labels {
			if i == 0 {
				continue
			}
			l.Refresh() // want "off the UI goroutine"
			l.SetText(`two
lines`)
		}
	}()
}

// A helper for both worlds is right; the call in the goroutine is wrapped.
func (v *view) say(s string) { v.status.SetText(s) }

func (v *view) both() *widget.Button {
	return widget.NewButton("b", func() {
		v.say("begun")
		go func() {
			http.Get("x")
			v.say("done") // want "off the UI goroutine"
		}()
	})
}
