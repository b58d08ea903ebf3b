package through

import (
	"time"

	"fyne.io/fyne/v2/widget"
)

// A closure that a function returns is the handler.
func sleeper(d time.Duration) func() {
	return func() {
		time.Sleep(d) // want "blocks the UI goroutine"
	}
}

func inBackground(f func()) func() { return func() { go f() } }

func NewSleeper() []*widget.Button {
	return []*widget.Button{
		widget.NewButton("Sleep", sleeper(time.Second)),
		widget.NewButton("Doze", inBackground(func() { time.Sleep(time.Second) })), // right: the returned closure starts a goroutine
	}
}
