// Package widget is a stub of gioui.org/widget v0.9.0 for fixtures.
package widget

import "gioui.org/layout"

type Clickable struct{}

func (b *Clickable) Clicked(gtx layout.Context) bool { return false }

type Editor struct{}

func (e *Editor) Text() string { return "" }

func (e *Editor) SetText(s string) {}
