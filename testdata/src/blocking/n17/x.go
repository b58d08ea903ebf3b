// Package n17 is look-alike N17: locks done right. A Lock blocks only when some holder blocks, and none does.
package n17

import (
	"net/http"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

type meter struct {
	mu        sync.Mutex
	value     float64
	OnChanged func(float64)
	bar       *widget.ProgressBar
}

func NewMeter() *meter {
	m := &meter{bar: widget.NewProgressBar()}
	go m.measure()
	return m
}

// The request is in front of the lock, the callback behind the unlock.
func (m *meter) measure() {
	resp, err := http.Get("https://example.org/meter")
	if err != nil {
		return
	}
	m.mu.Lock()
	m.value = float64(resp.ContentLength)
	changed := m.OnChanged
	m.mu.Unlock()
	if changed != nil {
		fyne.Do(func() { changed(float64(resp.ContentLength)) })
	}
}

func (m *meter) Button() *widget.Button {
	return widget.NewButton("Show", func() {
		m.mu.Lock()
		v := m.value
		m.mu.Unlock()
		m.bar.SetValue(v)
	})
}
