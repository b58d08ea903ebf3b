// Package gotk3 is a program with gotk3.
package gotk3

import (
	"os/exec"

	"github.com/gotk3/gotk3/glib"
	"github.com/gotk3/gotk3/gtk"
)

type view struct {
	win   *gtk.Window
	label *gtk.Label
	start *gtk.Button
}

func fetch() string {
	out, _ := exec.Command("fetch").Output() // want `Output blocks the UI goroutine \(handler given to \(\*glib.Object\).Connect`
	return string(out)
}

// Functions are passed as interface{}, alone and in a map.
func (v *view) connect(b *gtk.Builder) {
	v.start.Connect("clicked", func() { v.label.SetText(fetch()) })
	b.ConnectSignals(map[string]interface{}{
		"on_refresh": v.onRefresh,
		"on_quit":    func() { v.win.SetSensitive(false) },
	})
	glib.TimeoutAdd(1000, v.tick)
}

func (v *view) onRefresh() {
	_ = exec.Command("refresh").Run() // want `Run blocks the UI goroutine`
}

func (v *view) tick() bool {
	_ = exec.Command("uptime").Run() // want `Run blocks the UI goroutine \(passed to glib.TimeoutAdd`
	return true
}

func load() string { return "" }

// The branch for errors is not marshalled. A dialog belongs to the loop from the moment it is made.
func (v *view) load() {
	go func() {
		text := load()
		if text == "" {
			d := gtk.MessageDialogNew(v.win, "nothing") // want `gtk.MessageDialogNew runs off the UI goroutine \(starts a goroutine\), with 2 more UI operations here; wrap it in glib.IdleAdd`
			d.ShowAll()
			d.Run()
			return
		}
		glib.IdleAdd(func() { v.label.SetText(text) })
	}()
}

// Right: a handler that only starts, a wrapper, a method value.
func onUI(f func()) { glib.IdleAdd(f) }

func (v *view) right(d *gtk.Dialog) {
	v.start.Connect("clicked", func() {
		v.start.SetSensitive(false)
		go func() {
			text := load()
			onUI(func() {
				v.label.SetText(text)
				v.start.SetSensitive(true)
			})
			glib.IdleAdd(v.win.ShowAll)
		}()
	})
	v.win.Connect("delete-event", func() bool { return d.Run() == 0 })
}

func Start(v *view, b *gtk.Builder, d *gtk.Dialog) {
	gtk.Init(nil)
	_ = exec.Command("probe").Run() // before the loop
	v.connect(b)
	v.load()
	v.right(d)
	gtk.Main()
}
