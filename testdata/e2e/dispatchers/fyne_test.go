package dispatchers

import (
	"strings"
	"sync"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

func TestFyne(t *testing.T) { suite(t, startFyne) }

// startFyne uses Fyne's test driver, which needs no display and no C. It runs what fyne.Do gets at once, on the calling
// goroutine, so that there is no UI goroutine: the client sees that and keeps its functions apart.
func startFyne(t *testing.T) *toolkit {
	app := test.NewApp()
	label := widget.NewLabel("")
	window := test.NewWindow(label)
	client := newClient(fyne.Do)
	return &toolkit{
		client:  client,
		setText: label.SetText,
		shows: func(s string) (shown bool) {
			_ = client.Call(t.Context(), func() { shown = strings.Contains(label.Text, s) })
			return shown
		},
		press: func(h func()) {
			_ = client.Call(t.Context(), func() { test.Tap(widget.NewButton("", h)) })
		},
		stop: sync.OnceFunc(func() {
			window.Close()
			app.Quit()
		}),
	}
}
