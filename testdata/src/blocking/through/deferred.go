package through

import (
	"os/exec"

	"github.com/rivo/tview"
)

// A deferred call runs on the goroutine of its function.
func NewDeferred() *tview.Button {
	return tview.NewButton("Deferred").SetSelectedFunc(func() {
		defer flush()
	})
}

func flush() {
	_ = exec.Command("sync").Run() // want "blocks the UI goroutine"
}

// A deferred call inside a goroutine is the goroutine's.
func NewDeferredLater() *tview.Button {
	return tview.NewButton("Deferred").SetSelectedFunc(func() {
		go func() {
			defer flushLater()
		}()
	})
}

func flushLater() { _ = exec.Command("sync").Run() }
