// Package fixnone holds what must not be wrapped: the program would do something else.
package fixnone

import (
	"net/http"
	"sync"

	"fyne.io/fyne/v2/widget"
	"github.com/rivo/tview"
)

// The result is used.
func result(app *tview.Application, table *tview.Table, in chan<- int) {
	go func() {
		n := table.GetRowCount() // want "off the UI goroutine"
		in <- n
	}()
}

// Nobody knows the application.
func unknown(list *tview.List) {
	go func() {
		list.Clear() // want "off the UI goroutine"
	}()
}

type view struct {
	mu     sync.Mutex
	label  *widget.Label
	entry  *widget.Entry
	failed error
}

// The lock guards what is shown.
func (v *view) locked() {
	go func() {
		v.mu.Lock()
		defer v.mu.Unlock()
		v.label.SetText("x") // want "off the UI goroutine"
	}()
}

// The helper takes long: on the UI goroutine it would freeze the window.
func (v *view) load() {
	v.label.SetText("loading")
	http.Get("x")
}

func (v *view) both() *widget.Button {
	go func() {
		v.load() // want "off the UI goroutine"
	}()
	return widget.NewButton("b", v.load)
}

// The goroutine asks for what it has set.
func (v *view) asks(out chan<- string) {
	go func() {
		v.entry.SetText("x") // want "off the UI goroutine"
		out <- v.entry.Text
	}()
}

// The UI goroutine has started the goroutine and waits for it, so nobody draws meanwhile: possible only.
func waits(app *tview.Application, list *tview.List) {
	list.SetSelectedFunc(func(int, string, string, rune) {
		var wg sync.WaitGroup
		wg.Add(1)
		go func() {
			defer wg.Done()
			list.Clear()
		}()
		wg.Wait()
	})
}

// One of two operations cannot be moved, so a fix would not end the report.
func half(app *tview.Application, list *tview.List, in chan<- int) {
	go func() {
		list.Clear() // want "off the UI goroutine"
		in <- list.GetItemCount()
	}()
}

// It never waits: what it posts without waiting would pile up.
func (v *view) spin(ready *bool) {
	go func() {
		for !*ready {
			v.label.SetText("x") // want "off the UI goroutine"
		}
	}()
}
