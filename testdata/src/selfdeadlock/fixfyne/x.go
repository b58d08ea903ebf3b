// Package fixfyne is about the fixes of this rule in Fyne programs: for a function that runs on both sides there is a
// dispatcher that does not wait.
package fixfyne

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

type view struct{ label *widget.Label }

func (v *view) say(s string) {
	if s != "" {
		fyne.DoAndWait(func() { // want "can never return"
			v.label.SetText(s)
			v.label.Text = s
		})
	}
}

func (v *view) build() *widget.Button {
	go v.say("background")
	return widget.NewButton("b", func() { v.say("handler") })
}

func (v *view) direct() *widget.Button {
	return widget.NewButton("b", func() {
		fyne.DoAndWait(func() { v.label.SetText("x") }) // want "can never return"
		fyne.Do(v.label.Refresh)
	})
}
