package through

import "fyne.io/fyne/v2/widget"

type loader struct{ busy bool }

// The deferred write is the goroutine's.
func (l *loader) Button(load func()) *widget.Button {
	return widget.NewButton("Load", func() {
		if l.busy {
			return
		}
		go func() {
			defer func() {
				l.busy = false // want "races with"
			}()
			load()
		}()
	})
}
