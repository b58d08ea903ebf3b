// Package held keeps new widgets in a struct of its own until a posted function shows them.
package held

import "github.com/rivo/tview"

type channel struct {
	input *tview.TextView
	users *tview.List
	names []string
}

type view struct {
	app   *tview.Application
	flex  *tview.Flex
	shown []channel
}

func newList() *tview.List { return tview.NewList().ShowSecondaryText(false) } // an option, which shows nothing

// Right: nobody knows the widgets yet.
func (v *view) add(names []string) {
	c := channel{input: tview.NewTextView(), users: newList(), names: names}
	c.input.SetText("new")
	c.users.AddItem("first", "", 0, nil)
	v.app.QueueUpdateDraw(func() {
		v.flex.AddItem(c.input, 0, 1, false)
		v.shown = append(v.shown, c)
	})
}

// Wrong: these are on the screen.
func (v *view) rename(i int, name string) {
	c := v.shown[i]
	c.users.AddItem(name, "", 0, nil) // want `\(\*tview.List\).AddItem runs off the UI goroutine`
	v.app.QueueUpdateDraw(func() { v.shown[i] = c })
}

func Start(app *tview.Application, events chan string) *tview.Flex {
	v := &view{app: app, flex: tview.NewFlex()}
	go func() {
		for name := range events {
			v.add([]string{name})
			v.rename(0, name)
		}
	}()
	return v.flex
}
