// Package panel has observers; it does not know the engine.
package panel

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

type Bar struct{ *widget.ProgressBar }

func (b *Bar) Progress(n int) { b.SetValue(float64(n)) }

type SafeBar struct{ *widget.ProgressBar }

func (b *SafeBar) Progress(n int) { fyne.Do(func() { b.SetValue(float64(n)) }) }
