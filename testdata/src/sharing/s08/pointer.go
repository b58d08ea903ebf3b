package s08

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Wrong: the slice behind the pointer is what the list callbacks read.
func poll(rows *[]string, load func() []string, list *widget.List) {
	for {
		*rows = load() // want "races with"
		fyne.Do(list.Refresh)
	}
}

func NewRows(load func() []string) *widget.List {
	var rows []string
	list := widget.NewList(
		func() int { return len(rows) },
		func() fyne.CanvasObject { return widget.NewLabel("") },
		func(id widget.ListItemID, o fyne.CanvasObject) { o.(*widget.Label).SetText(rows[id]) })
	go poll(&rows, load, list)
	return list
}
