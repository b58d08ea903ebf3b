package support

import (
	"testing"
	"time"

	"fyne.io/fyne/v2/widget"
)

// Tap waits, as tests do.
func Tap(t *testing.T, b *widget.Button) *widget.Button {
	t.Helper()
	return widget.NewButton("Tap", func() {
		b.OnTapped()
		time.Sleep(time.Second) // right: no user waits for a test
	})
}
