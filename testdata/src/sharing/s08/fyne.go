// Package s08 is shape S8: a slice, map or struct shared with a renderer or a list callback.
package s08

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Wrong: the list's Length reads items while the goroutine appends.
func NewFeed(feed chan string) *widget.List {
	var items []string
	list := widget.NewList(
		func() int { return len(items) },
		func() fyne.CanvasObject { return widget.NewLabel("") },
		func(widget.ListItemID, fyne.CanvasObject) {})
	go func() {
		for x := range feed {
			items = append(items, x) // want "races with"
			fyne.Do(list.Refresh)
		}
	}()
	return list
}

// Right: the append is posted, too.
func NewFeedRight(feed chan string) *widget.List {
	var items []string
	list := widget.NewList(
		func() int { return len(items) },
		func() fyne.CanvasObject { return widget.NewLabel("") },
		func(widget.ListItemID, fyne.CanvasObject) {})
	go func() {
		for x := range feed {
			fyne.Do(func() {
				items = append(items, x)
				list.Refresh()
			})
		}
	}()
	return list
}
