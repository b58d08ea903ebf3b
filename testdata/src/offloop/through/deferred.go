package through

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// defer keeps the context of its function: the closure is the goroutine's.
func Deferred(busy *widget.Label, work func()) {
	go func() {
		defer func() {
			busy.Hide() // want "off the UI goroutine"
		}()
		work()
	}()
}

func DeferredRight(busy *widget.Label, work func()) *widget.Button {
	return widget.NewButton("Work", func() {
		defer busy.Hide()
		go func() {
			defer fyne.Do(busy.Refresh)
			work()
		}()
	})
}
