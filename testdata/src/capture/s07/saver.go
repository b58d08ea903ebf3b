package s07

import (
	"encoding/json"
	"os"
	"sync"

	"fyne.io/fyne/v2/widget"
)

type prefs struct{ Volume float64 }

type mixer struct {
	mu    sync.Mutex
	prefs prefs
}

// Wrong: mu orders the savers, but does not protect what they save.
func (m *mixer) save() {
	m.mu.Lock()
	defer m.mu.Unlock()
	b, err := json.Marshal(m.prefs) // want "races with"
	if err == nil {
		_ = os.WriteFile("mixer.json", b, 0o600)
	}
}

func NewMixer() *widget.Slider {
	m := &mixer{}
	s := widget.NewSlider(0, 10)
	s.OnChanged = func(v float64) {
		m.prefs.Volume = v
		go m.save()
	}
	return s
}
