// Package panel has functions with declarations for package directives.
package panel

import "fyne.io/fyne/v2/widget"

type Panel struct{ lbl *widget.Label }

func New() *Panel { return &Panel{widget.NewLabel("")} }

// Show may be called anywhere, so its author says.
//
//bg:safe the label is never shown; its text is only kept
func (p *Panel) Show(s string) { p.lbl.SetText(s) }

// Draw belongs to the UI goroutine, as its body shows.
func (p *Panel) Draw(s string) { p.lbl.SetText(s) }
