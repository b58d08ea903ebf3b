package s17

import (
	"time"

	"github.com/rivo/tview"
)

// Wrong: a select without default waits too.
func NewImport(work func() error) *tview.Button {
	return tview.NewButton("Import").SetSelectedFunc(func() {
		res := make(chan error, 1)
		go func() { res <- work() }()
		select { // want "blocks the UI goroutine"
		case <-res:
		case <-time.After(10 * time.Second):
		}
	})
}
