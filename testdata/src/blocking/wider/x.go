// Package wider calls methods that an interface inherits from one that it embeds.
package wider

import (
	"fyne.io/fyne/v2/widget"

	"blocking/wider/ops"
)

type view struct {
	op     ops.Op
	search ops.Searcher
}

// Right: no type that can search takes time in Init.
func (v *view) newSearch() *widget.Button {
	return widget.NewButton("Search", func() { v.search.Init() })
}

func (v *view) newStart() *widget.Button {
	return widget.NewButton("Start", func() { v.op.Init() }) // want `Run blocks the UI goroutine`
}

func (v *view) show() { v.search.Search("") }

func newView() *view { return &view{op: ops.NewBookmark(), search: ops.NewFuzzy()} }
