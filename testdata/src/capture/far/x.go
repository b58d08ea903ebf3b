// Package far brings together what races: its goroutine changes the state of one package while the handlers of another
// read it.
package far

import (
	"github.com/rivo/tview"

	"capture/far/model"
	"capture/far/view"
)

func Run(ask func() string) *tview.Form {
	form := tview.NewForm()
	info := &model.Info{}
	view.Show(info, form)
	go listen(info, ask)
	return form
}

func listen(info *model.Info, ask func() string) {
	for {
		info.Load(ask)      // want `a background function writes Info.alias, which races with the read that the UI goroutine does`
		info.Blocks++       // want `a background function writes Info.Blocks, which races with the read that the UI goroutine does`
		info.Guarded.Add(1) // right: it has a lock of its own
	}
}
