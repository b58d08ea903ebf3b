// Package repairs has what bggen could repair, which its reports say, and what it could not.
package repairs

import (
	"fyne.io/fyne/v2/widget"
)

type row struct{ id string }

type list struct {
	rows   []row
	cursor int
	name   string
	done   bool
	lbl    *widget.Label
}

func fetch(s string) { println(s) }

// The UI side.
func (l *list) Entry() *widget.Entry {
	e := widget.NewEntry()
	e.OnChanged = func(s string) {
		l.rows = append(l.rows, row{s})
		l.cursor++
		l.name = s
		l.done = true
	}
	return e
}

// A method.
func (l *list) load() {
	fetch(l.name) // want `before the goroutine starts, or mark \(\*list\).load //bg:io and call the wrapper that bggen writes \[`
}

func (l *list) Load() *widget.Button {
	return widget.NewButton("Load", func() { go l.load() })
}

// A helper reads, far from the beginning: it is the beginning that the directive is for.
func (l *list) selected() row {
	return l.rows[l.cursor] // want `or mark \(\*list\).show //bg:io`
}

func (l *list) show() { fetch(l.selected().id) }

func (l *list) Show() *widget.Button {
	return widget.NewButton("Show", func() { go l.show() })
}

// A literal in a method could be made one.
func (l *list) Open() *widget.Button {
	return widget.NewButton("Open", func() {
		go func() {
			fetch(l.name) // want `before the goroutine starts, or make what it runs a method marked //bg:io and call the wrapper that bggen writes \[`
		}()
	})
}

// The goroutine writes as well: bggen would refuse.
func (l *list) refresh() {
	fetch(l.name) // want `before the goroutine starts \[`
	l.lbl = nil
}

func (l *list) Refresh() *widget.Button {
	return widget.NewButton("Refresh", func() { go l.refresh() })
}

// What is read is not the method's own receiver's: a copy of it would not help.
type pane struct{ title string }

var shown = &list{}

func (p *pane) print() {
	fetch(shown.name + p.title) // want `before the goroutine starts \[`
}

func (p *pane) Print() *widget.Button {
	return widget.NewButton("Print", func() { go p.print() })
}

// A literal that only calls a method: it is the method that the directive is for.
func (l *list) find() {
	fetch(l.name) // want `before the goroutine starts, or mark \(\*list\).find //bg:io and call the wrapper that bggen writes \[`
}

func (l *list) Find() *widget.Button {
	return widget.NewButton("Find", func() {
		go func() { l.find() }()
	})
}
