// Command n13 is look-alike N13: a ticker that lives as long as the program, and a pump under a package-level Once.
package main

import (
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/widget"
)

var (
	once  sync.Once
	lines = make(chan string)
)

func main() {
	w := app.New().NewWindow("clock")
	clock := widget.NewLabel("")
	w.SetContent(clock)
	once.Do(func() {
		go pump(clock)
	})
	go func() {
		for now := range time.Tick(time.Second) {
			fyne.Do(func() { clock.SetText(now.Format(time.TimeOnly)) })
		}
	}()
	w.ShowAndRun()
}

func pump(clock *widget.Label) {
	for line := range lines {
		fyne.Do(func() { clock.SetText(line) })
	}
}
