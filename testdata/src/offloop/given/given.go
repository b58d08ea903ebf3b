// Package given passes functions to another package, which keeps them in objects of its own while it works.
package given

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/widget"

	"offloop/given/fetch"
)

// What this program passes hands its work over, whatever others pass.
func marshalled(bar *widget.ProgressBar) {
	go fetch.File("http://example.org/a", "a", func(n int64) {
		fyne.Do(func() { bar.SetValue(float64(n)) })
	})
	go fetch.Through("http://example.org/b", "b", func(n int64) {
		fyne.Do(func() { bar.SetValue(float64(n)) })
	})
	go fetch.Quiet("http://example.org/c", "c")
}

func shown(bar *widget.ProgressBar) {
	go fetch.Shown("http://example.org/d", "d", bar) // want `SetValue runs off the UI goroutine`
}

// The options of one call are not those of another.
func options(lbl *widget.Label) {
	fetch.Run("http://example.org/e", fetch.Options{Done: func(error) { lbl.SetText("on the main goroutine") }})
	go fetch.Run("http://example.org/f", fetch.Options{Retries: 2})
	go fetch.Run("http://example.org/g", fetch.Options{Done: func(error) {
		fyne.Do(func() { lbl.SetText("done") })
	}})
	go fetch.Later("http://example.org/h", &fetch.Options{Retries: 1})
}

func optionsShown(lbl *widget.Label) {
	go fetch.RunShown("http://example.org/j", lbl) // want `SetText runs off the UI goroutine`
}

func fallback(lbl *widget.Label) {
	go fetch.OrLog("http://example.org/k", lbl, &fetch.Options{}) // want `SetText runs off the UI goroutine`
}

func main() {
	a := app.New()
	w := a.NewWindow("")
	lbl := widget.NewLabel("")
	w.SetContent(widget.NewButton("", func() {
		options(lbl)
		optionsShown(lbl)
		fallback(lbl)
	}))
	w.ShowAndRun()
}
