package s07

import (
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

type alerts struct {
	mu    sync.Mutex
	count int
	list  *widget.List
}

// Wrong: the goroutine locks, the UI does not.
func NewAlerts(in chan int) *alerts {
	a := &alerts{}
	a.list = widget.NewList(
		func() int { return a.count },
		func() fyne.CanvasObject { return widget.NewLabel("") },
		func(widget.ListItemID, fyne.CanvasObject) {})
	a.watch(in)
	return a
}

func (a *alerts) watch(in chan int) {
	go func() {
		for n := range in {
			a.mu.Lock()
			a.count += n // want "races with"
			a.mu.Unlock()
			fyne.Do(a.list.Refresh)
		}
	}()
}
