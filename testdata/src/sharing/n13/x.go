// Package n13 is look-alike N13: a goroutine that owns its state and is asked through channels.
package n13

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

func New(in chan string, lbl *widget.Label) *widget.Button {
	ask := make(chan struct{}, 1)
	go func() {
		var seen []string
		for {
			select {
			case s := <-in:
				seen = append(seen, s)
			case <-ask:
				n := len(seen)
				fyne.Do(func() {
					if n > 0 {
						lbl.SetText("seen")
					}
				})
			}
		}
	}()
	return widget.NewButton("Show", func() {
		select {
		case ask <- struct{}{}:
		default:
		}
	})
}
