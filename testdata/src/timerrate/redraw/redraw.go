// Package redraw has loops that redraw all the time.
package redraw

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	"github.com/jroimartin/gocui"
	"github.com/rivo/tview"
)

type view struct {
	g      *gocui.Gui
	app    *tview.Application
	label  *widget.Label
	status string
	toasts map[string]time.Time
	events chan string
	frame  int
}

func (v *view) refresh() { v.label.SetText(v.status) }

func (v *view) clock() { v.label.SetText(time.Now().Format(time.TimeOnly)) }

func (v *view) spin() {
	v.frame++
	v.label.SetText("|/-\\"[v.frame%4 : v.frame%4+1])
}

func (v *view) Start(load func() string) {
	go func() {
		for {
			fyne.Do(v.refresh) // want `fyne.Do redraws every 100ms for the life of the program`
			time.Sleep(100 * time.Millisecond)
		}
	}()
	go func() {
		for range time.Tick(time.Second) {
			v.app.Draw() // want `redraws every 1s for the life of the program`
		}
	}()
	go func() {
		for {
			select {
			case e := <-v.events:
				v.toasts[e] = time.Now()
			case <-time.After(time.Second):
			}
			for e, at := range v.toasts {
				if time.Since(at) > time.Minute {
					delete(v.toasts, e)
				}
			}
			v.g.Update(func(*gocui.Gui) error { return nil }) // want `redraws every 1s`
		}
	}()

	// It shows something new in each round: the time, a picture, what was fetched.
	go func() {
		for {
			fyne.Do(v.clock)
			time.Sleep(100 * time.Millisecond)
		}
	}()
	go func() {
		for {
			fyne.Do(v.spin)
			time.Sleep(100 * time.Millisecond)
		}
	}()
	go func() {
		for {
			s := load()
			fyne.Do(func() { v.label.SetText(s) })
			time.Sleep(100 * time.Millisecond)
		}
	}()

	// It redraws when something has changed.
	go func() {
		for {
			select {
			case e := <-v.events:
				v.status = e
				v.app.Draw()
			case <-time.After(time.Second):
			}
		}
	}()

	// It ends; it is seldom.
	go func() {
		for v.status == "" {
			fyne.Do(v.refresh)
			time.Sleep(100 * time.Millisecond)
		}
	}()
	go func() {
		for {
			fyne.Do(v.refresh)
			time.Sleep(time.Second)
		}
	}()
}

type updates struct{ all []func() }

// A round asks whether there is anything to do; nothing is drawn when there is not, and the report does not say so.
func (v *view) Poll(todo *updates) {
	go func() {
		for {
			fyne.Do(func() { v.look(todo) }) // want `fyne.Do wakes the UI goroutine every 100ms for the life of the program to ask whether there is something to do`
			time.Sleep(100 * time.Millisecond)
		}
	}()
	go func() {
		for {
			fyne.Do(func() { v.lookAndShow(todo) }) // want `fyne.Do redraws every 100ms`
			time.Sleep(100 * time.Millisecond)
		}
	}()
}

func (v *view) look(todo *updates) {
	if len(todo.all) == 0 {
		return
	}
	v.label.SetText(v.status)
}

func (v *view) lookAndShow(todo *updates) {
	if len(todo.all) == 0 {
		v.label.SetText("")
		return
	}
	v.label.SetText(v.status)
}
