// Package text has the snippets of the rule's text.
package text

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	"github.com/rivo/tview"
)

func row() fyne.CanvasObject { return widget.NewLabel("") }

// Wrong: the list asks for the length while the goroutine appends.
func newFeed(feed chan string) *widget.List {
	var items []string
	list := widget.NewList(func() int { return len(items) }, row, nil)
	go func() {
		for s := range feed {
			items = append(items, s) // want `^a background function writes items, which races with the read on the UI goroutine; pass a copy, or hand the result over and write it on the UI goroutine `
			fyne.Do(list.Refresh)
		}
	}()
	return list
}

// Wrong: a second click starts a second goroutine, and the handler writes the map as well.
func newSizes(form *tview.Form, measure func(string) int) {
	sizes := map[string]int{}
	form.AddInputField("Name", "", 10, nil, func(name string) { sizes[name] = 0 })
	form.AddButton("Measure", func() {
		go func() {
			sizes["all"] = measure("all") // want `concurrent use of a map can crash the program`
		}()
	})
}

// Wrong: after a second nobody waits, and the goroutine writes n while it is returned.
func count(query func() int) int {
	n := 0
	done := make(chan bool)
	go func() {
		n = query() // want "races with"
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(time.Second):
	}
	return n
}

func New(feed chan string, form *tview.Form, query func() int) int {
	newFeed(feed)
	newSizes(form, nil)
	return count(query) + countRight(query)
}

// Right: the goroutine hands over, the UI goroutine appends.
func NewFeedRight(feed chan string) *widget.List {
	var items []string
	list := widget.NewList(func() int { return len(items) }, row, nil)
	go func() {
		for s := range feed {
			fyne.Do(func() {
				items = append(items, s)
				list.Refresh()
			})
		}
	}()
	return list
}

// Right: a copy goes along.
func NewScan(form *tview.Form, scan func([]string)) {
	var paths []string
	form.AddInputField("Path", "", 10, nil, func(p string) { paths = append(paths, p) })
	form.AddButton("Scan", func() {
		go scan(slices.Clone(paths))
	})
}

// Right: the result travels through a channel with room for it.
func countRight(query func() int) int {
	res := make(chan int, 1)
	go func() { res <- query() }()
	select {
	case n := <-res:
		return n
	case <-time.After(time.Second):
		return 0
	}
}
