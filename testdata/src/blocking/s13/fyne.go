// Package s13 is shape S13: the work is inside the function that is posted to the UI goroutine.
package s13

import (
	"net/http"
	"os/exec"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Wrong: the go starts a goroutine that only posts; the request runs on the UI goroutine.
func ShowStatus(lbl *widget.Label) {
	go func() {
		fyne.Do(func() {
			resp, err := http.Get("https://example.org") // want "blocks the UI goroutine"
			if err == nil {
				lbl.SetText(resp.Status)
			}
		})
	}()
}

// Wrong: the go in front of fyne.Do changes nothing.
func Play(path string) {
	go fyne.Do(func() { view(path) })
}

func view(path string) {
	_ = exec.Command("feh", path).Run() // want "blocks the UI goroutine"
}

// Wrong: the goroutine waits, but what it waits for blocks the UI all the same.
func Rescan(lbl *widget.Label) {
	go fyne.DoAndWait(func() {
		time.Sleep(time.Second) // want "blocks the UI goroutine"
		lbl.SetText("scanned")
	})
}

func every(d time.Duration, f func()) {
	go func() {
		for {
			fyne.Do(f)
			time.Sleep(d)
		}
	}()
}

// Wrong: every posts its argument.
func Watch(lbl *widget.Label) {
	every(time.Minute, func() {
		resp, err := http.Get("https://example.org/load") // want "blocks the UI goroutine"
		if err == nil {
			lbl.SetText(resp.Status)
		}
	})
}

// Right: fetch first, post the setter.
func ShowStatusRight(lbl *widget.Label) {
	go func() {
		resp, err := http.Get("https://example.org")
		if err == nil {
			fyne.Do(func() { lbl.SetText(resp.Status) })
		}
	}()
}
