// Package s22a is shape S22, first part: the callback of time.AfterFunc runs on a goroutine of its own.
package s22a

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

func NewCopy() *widget.Button {
	var b *widget.Button
	b = widget.NewButton("Copy", func() {
		b.SetText("Copied")
		time.AfterFunc(2*time.Second, func() {
			b.SetText("Copy") // want "off the UI goroutine"
		})
	})
	return b
}

func NewCopyRight() *widget.Button {
	var b *widget.Button
	b = widget.NewButton("Copy", func() {
		b.SetText("Copied")
		time.AfterFunc(2*time.Second, func() {
			fyne.Do(func() { b.SetText("Copy") })
		})
	})
	return b
}

// So does the callback of context.AfterFunc.
func OnDone(ctx context.Context, lbl *widget.Label) {
	context.AfterFunc(ctx, func() {
		lbl.SetText("done") // want "off the UI goroutine"
	})
}
