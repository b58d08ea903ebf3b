// Package s20 is shape S20: the repair of a freeze moves the bug. The whole handler was put into a goroutine.
package s20

import "fyne.io/fyne/v2/widget"

func New(save func(int)) []*widget.Check {
	chosen := 0
	pick := func(n int) func(bool) {
		return func(bool) {
			go func() {
				chosen = n // want "races with"
				save(n)
			}()
		}
	}
	show := widget.NewCheck("Show", func(on bool) {
		if chosen == 1 {
			save(1)
		}
	})
	return []*widget.Check{widget.NewCheck("One", pick(1)), show}
}
