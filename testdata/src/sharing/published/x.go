// Package published has locals that the UI goroutine comes to only by what the background hands over.
package published

import (
	"strings"

	"github.com/rivo/tview"
)

type picker struct {
	app  *tview.Application
	load func() []string
}

// Right: whoever reads all is made by the posted function, or called by it, after the last write.
func (p *picker) open(list *tview.List, input *tview.InputField) {
	var all []string
	reload := func(filter string) {
		list.Clear()
		for _, s := range all {
			if strings.Contains(s, filter) {
				list.AddItem(s, "", 0, nil)
			}
		}
	}
	go func() {
		for _, s := range p.load() {
			all = append(all, s)
		}
		p.app.QueueUpdateDraw(func() {
			input.SetChangedFunc(func(text string) { reload(text) })
			reload("")
		})
	}()
}

// Wrong: the goroutine goes on to write when the handler is there.
func (p *picker) openEarly(list *tview.List, input *tview.InputField) {
	var all []string
	reload := func(filter string) {
		list.Clear()
		for _, s := range all {
			list.AddItem(s+filter, "", 0, nil)
		}
	}
	go func() {
		p.app.QueueUpdateDraw(func() {
			input.SetChangedFunc(func(text string) { reload(text) })
		})
		all = p.load() // want "writes all"
	}()
}

// Wrong: one handler is there before the goroutine.
func (p *picker) openBoth(list *tview.List, input *tview.InputField) {
	var all []string
	reload := func(filter string) {
		list.Clear()
		for _, s := range all {
			list.AddItem(s+filter, "", 0, nil)
		}
	}
	list.SetSelectedFunc(func(int, string, string, rune) { reload("") })
	go func() {
		all = p.load() // want "writes all"
		p.app.QueueUpdateDraw(func() {
			input.SetChangedFunc(func(text string) { reload(text) })
		})
	}()
}

func Build(app *tview.Application, load func() []string) *tview.Form {
	p := &picker{app: app, load: load}
	return tview.NewForm().
		AddButton("1", func() { p.open(tview.NewList(), tview.NewInputField()) }).
		AddButton("2", func() { p.openEarly(tview.NewList(), tview.NewInputField()) }).
		AddButton("3", func() { p.openBoth(tview.NewList(), tview.NewInputField()) })
}
