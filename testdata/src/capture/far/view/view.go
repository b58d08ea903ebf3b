// Package view shows the state: its own handlers read it.
package view

import (
	"github.com/rivo/tview"

	"capture/far/model"
)

// Show fills a form whose buttons use the state.
func Show(info *model.Info, form *tview.Form) {
	form.AddButton("Alias", func() { form.SetTitle(info.Alias()) })
	form.AddButton("Sum", func() {
		if info.Guarded.Sum() > info.Blocks {
			form.SetTitle("many")
		}
	})
}
