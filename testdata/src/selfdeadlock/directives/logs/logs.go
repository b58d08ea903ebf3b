// Package logs waits for the UI goroutine, and says so or not.
package logs

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

type Log struct{ lbl *widget.Label }

// Add is for goroutines.
func (l *Log) Add(s string) { fyne.DoAndWait(func() { l.lbl.SetText(s) }) }
