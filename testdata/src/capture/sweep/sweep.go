// Package sweep has objects that lie in a container.
package sweep

import (
	"time"

	"fyne.io/fyne/v2/widget"
)

type note struct {
	text    string
	expired bool
}

type board struct {
	notes []*note
	other []*note
	label *widget.Label
}

// wrong: the goroutine marks notes while the UI goroutine goes through all of them
func (b *board) Start() *widget.Button {
	return widget.NewButton("Start", func() {
		go func() {
			for {
				time.Sleep(time.Second)
				for _, n := range b.notes {
					n.expired = true // want `a background function writes note.expired, which races with the read that the UI goroutine does`
				}
			}
		}()
	})
}

func (b *board) Show() *widget.Button {
	return widget.NewButton("Show", func() {
		for _, n := range b.notes {
			if !n.expired {
				b.label.SetText(n.text)
			}
		}
	})
}

// right, as far as anybody can tell: one note, which may be another
func (b *board) Write(i int) *widget.Button {
	return widget.NewButton("Write", func() {
		go func() {
			time.Sleep(time.Second)
			b.notes[i].text = "late"
		}()
	})
}

type table struct {
	rows  map[string]*note
	label *widget.Label
}

// wrong: the same with a map
func (t *table) Start() *widget.Button {
	return widget.NewButton("Start", func() {
		go func() {
			for {
				time.Sleep(time.Second)
				for _, n := range t.rows {
					n.expired = true // want `a background function writes note.expired, which races with the read that the UI goroutine does`
				}
			}
		}()
		for _, n := range t.rows {
			if !n.expired {
				t.label.SetText(n.text)
			}
		}
	})
}
