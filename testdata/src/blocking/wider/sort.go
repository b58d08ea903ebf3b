package wider

import (
	"os/exec"

	"fyne.io/fyne/v2/widget"
)

type step interface{ Prepare() }

type sorter interface {
	step
	Sort()
}

type table struct{}

func (table) Prepare() { exec.Command("sort").Run() } // want `Run blocks the UI goroutine`

func (table) Sort() {}

type list struct{}

func (list) Prepare() { exec.Command("list").Run() } // right: it can not sort

// What sorts was known as a step only.
func newSort(steps ...step) *widget.Button {
	return widget.NewButton("Sort", func() {
		for _, s := range steps {
			if s, ok := s.(sorter); ok {
				s.Prepare()
			}
		}
	})
}

func newSorts() *widget.Button { return newSort(table{}, list{}) }
