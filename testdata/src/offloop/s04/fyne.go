// Package s04 is shape S4: a half-marshalled goroutine.
package s04

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"
)

// Wrong: the error branch is not marshalled, the other one is.
func NewRun(run func() error, list *widget.List, win fyne.Window) *widget.Button {
	return widget.NewButton("Run", func() {
		go func() {
			if err := run(); err != nil {
				dialog.ShowError(err, win) // want "off the UI goroutine"
				return
			}
			fyne.Do(list.Refresh)
		}()
	})
}

// Wrong: the deferred call is not marshalled.
func NewBusy(run func(), busy *widget.Label, list *widget.List) *widget.Button {
	return widget.NewButton("Busy", func() {
		busy.Show()
		go func() {
			defer busy.Hide() // want "off the UI goroutine"
			run()
			fyne.Do(list.Refresh)
		}()
	})
}

// Right.
func NewBusyRight(run func() error, busy *widget.Label, list *widget.List, win fyne.Window) *widget.Button {
	return widget.NewButton("Busy", func() {
		go func() {
			defer fyne.Do(busy.Hide)
			if err := run(); err != nil {
				fyne.Do(func() { dialog.ShowError(err, win) })
				return
			}
			fyne.Do(list.Refresh)
		}()
	})
}
