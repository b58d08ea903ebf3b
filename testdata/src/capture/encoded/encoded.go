// Package encoded hands state to encoders, which read all of it.
package encoded

import (
	"encoding/json"

	"capture/encoded/settings"

	"fyne.io/fyne/v2/widget"
)

type app struct {
	settings *settings.Settings
	own      *settings.Own
	guarded  *settings.Guarded
}

func New() *app {
	return &app{settings: &settings.Settings{}, own: &settings.Own{}, guarded: &settings.Guarded{}}
}

// wrong: what the encoder reads, handlers write meanwhile
func (a *app) saveSettings() {
	go func() {
		settings.Save("settings.json", a.settings) // want `a background function reads Settings.Name, which races with the write that the UI goroutine does`
	}()
}

func (a *app) Form() *widget.Entry {
	e := widget.NewEntry()
	e.OnChanged = func(text string) {
		a.settings.Name = text
		a.settings.Window.Theme = text
		a.settings.Recent[text]++
		a.saveSettings()
	}
	return e
}

// right: the type encodes itself
func (a *app) Own() *widget.Entry {
	e := widget.NewEntry()
	e.OnChanged = func(text string) {
		a.own.Name = text
		go func() { settings.SaveOwn(a.own) }()
	}
	return e
}

// right: both under a lock
func (a *app) Guarded() *widget.Entry {
	e := widget.NewEntry()
	e.OnChanged = func(text string) {
		a.guarded.Rename(text)
		go func() { a.guarded.Save() }()
	}
	return e
}

type state struct {
	Count int
	Tags  map[string]bool
	note  string
}

type tab struct {
	state state
	saved []byte
}

// wrong: a struct within the receiver
func (t *tab) Button() *widget.Button {
	return widget.NewButton("Save", func() {
		t.state.Count++
		t.state.note = "saved"
		go func() {
			data, _ := json.Marshal(&t.state) // want `a background function reads tab.state.Count, which races with the write that the UI goroutine does`
			println(len(data))
		}()
	})
}

type copied struct{ state state }

// right: a copy is encoded
func (c *copied) Button() *widget.Button {
	return widget.NewButton("Save", func() {
		c.state.Count++
		snapshot := c.state
		go func() {
			data, _ := json.Marshal(&snapshot)
			println(len(data))
		}()
	})
}

type private struct{ note string }

type notes struct{ private *private }

// right: an encoder does not see what is not exported
func (n *notes) Button() *widget.Button {
	return widget.NewButton("Save", func() {
		n.private.note = "saved"
		go func() {
			data, _ := json.Marshal(n.private)
			println(len(data))
		}()
	})
}
