package through

import (
	"net/http"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/data/binding"
)

// Hooks of the application, the window and a binding run on the UI goroutine.
func Hook(a fyne.App, w fyne.Window, s binding.String) {
	a.Lifecycle().SetOnStarted(func() {
		_, _ = http.Get("https://example.org/started") // want "blocks the UI goroutine"
	})
	w.SetCloseIntercept(func() {
		time.Sleep(time.Second) // want "blocks the UI goroutine"
	})
	s.AddListener(binding.NewDataListener(func() {
		_, _ = http.Get("https://example.org/changed") // want "blocks the UI goroutine"
	}))
}
