// Package screen is the demo's user interface: labels and buttons on a terminal, and one goroutine that owns them. It is
// small enough to need nothing but Go. What bglint has to know of it stands in .bglint.yml at the root of the project;
// real toolkits are known to bglint already.
package screen

import (
	"fmt"
	"io"
	"sync"

	"github.com/go-bgkit/bgkit/runtime/ui"
)

// A Window holds labels and buttons. Its loop is the UI goroutine.
type Window struct {
	loop    ui.Loop
	out     io.Writer
	buttons map[string]func()
}

// NewWindow returns a window that is drawn on out.
func NewWindow(out io.Writer) *Window {
	return &Window{out: out, buttons: make(map[string]func())}
}

// Do has f run on the UI goroutine and does not wait.
func (w *Window) Do(f func()) { w.loop.Post(f) }

// DoAndWait has f run on the UI goroutine and waits until it has.
func (w *Window) DoAndWait(f func()) {
	var wg sync.WaitGroup
	wg.Add(1)
	w.loop.Post(func() { defer wg.Done(); f() })
	wg.Wait()
}

// Button adds a button. A click calls onClick on the UI goroutine.
func (w *Window) Button(name string, onClick func()) { w.buttons[name] = onClick }

// Click is what the user does.
func (w *Window) Click(name string) bool {
	onClick, ok := w.buttons[name]
	if ok {
		w.DoAndWait(onClick)
	}
	return ok
}

// A Label is a line of text.
type Label struct {
	window *Window
	text   string
}

// NewLabel adds a label.
func NewLabel(w *Window) *Label { return &Label{window: w} }

// SetText changes the label. Like all methods of widgets it belongs on the UI goroutine.
func (l *Label) SetText(text string) {
	l.text = text
	fmt.Fprintln(l.window.out, text)
}

// Text returns the label's text.
func (l *Label) Text() string { return l.text }
