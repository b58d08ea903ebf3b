// Package objects comes to objects of other packages: to the one of several that a variable or a field holds, and to one
// behind an interface.
package objects

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"capture/objects/api"
	"capture/objects/store"
)

func Wrong(lbl *widget.Label, ids chan int) *widget.Button {
	go func() {
		for id := range ids {
			text := api.Title(id) // want "a background function .* titles.data, which races with"
			fyne.Do(func() { lbl.SetText(text) })
		}
	}()
	return widget.NewButton("Title", func() { lbl.SetText(api.Title(1)) })
}

// Each side has a cache of its own; and the caches with a lock.
func Right(lbl *widget.Label, ids chan int) *widget.Button {
	go func() {
		for id := range ids {
			text := strconv.FormatInt(api.Size(id), 10) + strconv.Itoa(api.Count("x"))
			fyne.Do(func() { lbl.SetText(text) })
		}
	}()
	return widget.NewButton("Count", func() { lbl.SetText(strconv.Itoa(api.Count("y"))) })
}

// A component with two caches of one type.
type view struct {
	lbl  *widget.Label
	seen *store.Cache[string, bool]
	done *store.Cache[string, bool]
}

func NewView(lbl *widget.Label) *view {
	none := func() map[string]bool { return map[string]bool{} }
	return &view{lbl: lbl, seen: store.New(none), done: store.New(none)}
}

func (v *view) Watch(in chan string) {
	go func() {
		for s := range in {
			v.seen.Set(s, true) // want "a background function changes what is in view.seen, which races with"
			v.done.Set(s, true)
		}
	}()
}

func (v *view) Button() *widget.Button {
	return widget.NewButton("Seen", func() {
		if ok, _ := v.seen.Get(v.lbl.Text); ok {
			v.lbl.SetText("seen")
		}
	})
}

// A field of an interface type, behind which one type is put.
type window struct {
	settings api.Settings
	lbl      *widget.Label
}

func NewWindow(lbl *widget.Label) *window { return &window{settings: api.NewFile(), lbl: lbl} }

func (w *window) Poll(ask func(string)) {
	go func() {
		ask(w.settings.Theme()) // want "a background function reads window.settings.theme, which races with the write"
	}()
}

func (w *window) Choose() *widget.Select {
	s := widget.NewSelect([]string{"light", "dark"}, nil)
	s.OnChanged = func(theme string) { w.settings.SetTheme(theme) }
	return s
}
