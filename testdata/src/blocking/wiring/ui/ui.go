// Package ui is the interface in blocking/wiring, called in a handler. It does not know the implementation.
package ui

import "fyne.io/fyne/v2/widget"

type Searcher interface {
	Search(q string) ([]string, error)
}

type View struct {
	search Searcher
	hits   *widget.Label
}

func New(s Searcher) *View { return &View{search: s, hits: widget.NewLabel("")} }

func (v *View) Entry() *widget.Entry {
	e := widget.NewEntry()
	e.OnSubmitted = v.find
	return e
}

func (v *View) find(q string) {
	hits, err := v.search.Search(q)
	if err != nil {
		v.hits.SetText(err.Error())
		return
	}
	v.hits.SetText(hits[0])
}
