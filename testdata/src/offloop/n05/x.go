// Package n05 is look-alike N5: goroutine-safe calls in a goroutine.
package n05

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/data/binding"
	"fyne.io/fyne/v2/widget"
	"github.com/jroimartin/gocui"
	"github.com/rivo/tview"
)

// All of data/binding is safe.
func Bind(read func() float64) *widget.ProgressBar {
	pos := binding.NewFloat()
	name := binding.NewString()
	go func() {
		_ = pos.Set(read())
		_ = name.Set("read")
		s, _ := name.Get()
		fyne.LogError(s, nil)
	}()
	return widget.NewProgressBarWithData(pos)
}

// Preferences have a lock of their own.
func Remember(a fyne.App, n int) {
	go a.Preferences().SetInt("n", n)
}

// A TextView is an io.Writer that goroutines may use; so are Autocomplete, Draw and QueueUpdate.
func Log(app *tview.Application, tv *tview.TextView, in *tview.InputField, lines chan string) {
	go func() {
		for line := range lines {
			fmt.Fprintln(tv, line)
			_, _ = tv.Write([]byte("\n"))
			in.Autocomplete()
			app.Draw()
		}
	}()
	go fmt.Fprintln(tv, "started")
}

func Redraw(g *gocui.Gui, changed chan struct{}) {
	go func() {
		for range changed {
			g.Update(func(*gocui.Gui) error { return nil })
		}
	}()
}
