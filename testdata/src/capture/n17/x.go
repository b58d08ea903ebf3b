// Package n17 is look-alike N17: the callback is copied under the lock and called after the unlock.
package n17

import (
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

type meter struct {
	mu        sync.Mutex
	onChanged func(int)
}

func (m *meter) Start(in chan int) {
	go func() {
		for n := range in {
			m.mu.Lock()
			f := m.onChanged
			m.mu.Unlock()
			if f != nil {
				fyne.Do(func() { f(n) })
			}
		}
	}()
}

func (m *meter) Button(f func(int)) *widget.Button {
	return widget.NewButton("Set", func() {
		m.mu.Lock()
		m.onChanged = f
		m.mu.Unlock()
	})
}
