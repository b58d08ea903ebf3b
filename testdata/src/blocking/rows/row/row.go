// Package row has a widget whose func field the toolkit runs through Tapped, and a start method for goroutines.
package row

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

type Row struct {
	widget.BaseWidget
	OnTap  func()
	OnHold func()
}

func (r *Row) CreateRenderer() fyne.WidgetRenderer { return nil }

func (r *Row) Tapped(*fyne.PointEvent) { r.OnTap() }

func (r *Row) TappedSecondary(*fyne.PointEvent) { go r.OnHold() }

// Async runs f in a goroutine.
func Async(f func()) { go f() }

// Inline runs f at once.
func Inline(f func()) { f() }
