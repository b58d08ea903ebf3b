package s10

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"
)

type inputs struct {
	path *widget.Label
	win  fyne.Window
}

// Wrong: called from the dialog's callback.
func (in *inputs) set(path string) {
	fyne.DoAndWait(func() { in.path.SetText(path) }) // want "waits for the UI goroutine"
}

func (in *inputs) Open() {
	dialog.ShowFileOpen(func(r fyne.URIReadCloser, err error) {
		if err == nil && r != nil {
			in.set(r.URI().Path())
		}
	}, in.win)
}

// Right: fyne.Do on the UI goroutine merely runs later.
func (in *inputs) Reset() *widget.Button {
	return widget.NewButton("Reset", func() {
		fyne.Do(func() { in.path.SetText("") })
	})
}

// Wrong: waiting inside what fyne.Do posts.
func (in *inputs) Twice() {
	fyne.Do(func() {
		fyne.DoAndWait(func() { in.path.SetText("twice") }) // want "waits for the UI goroutine"
	})
}
