// Package crosspkg calls a helper of another package that waits for the UI goroutine.
package crosspkg

import (
	"selfdeadlock/notice"

	"github.com/rivo/tview"
)

func New(bar *notice.Bar) *tview.Form {
	return tview.NewForm().
		AddButton("Save", func() {
			bar.Show("saved") // want "waits for the UI goroutine"
		}).
		AddButton("Copy", func() { bar.Post("copied") }).
		AddButton("Load", func() {
			go func() { bar.Show("loaded") }()
		})
}
