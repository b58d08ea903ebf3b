// Package main downloads a file with Fyne: with progress, a way to stop, and a window that never freezes.
package main

import (
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
	"github.com/go-bgkit/bgkit/examples/toolkits/fetch"
	"github.com/go-bgkit/bgkit/runtime/run"
	"github.com/go-bgkit/bgkit/runtime/ui"
)

// view is the window's content. Its fields belong to Fyne's goroutine.
type view struct {
	client *ui.Client
	url    *widget.Entry
	start  *widget.Button
	stop   *widget.Button
	bar    *widget.ProgressBar
	result *widget.Label

	download *run.Future[string] // nil before the first
}

func newView(client *ui.Client) *view {
	v := &view{client: client, url: widget.NewEntry(), bar: widget.NewProgressBar(), result: widget.NewLabel("")}
	v.url.SetPlaceHolder("https://...")
	v.start = widget.NewButton("Start", v.begin)
	v.stop = widget.NewButton("Stop", v.end)
	v.stop.Disable()
	return v
}

func (v *view) content() fyne.CanvasObject {
	return container.NewVBox(v.url, container.NewGridWithColumns(2, v.start, v.stop), v.bar, v.result)
}

// begin handles the button: it copies what the download needs, and returns at once.
func (v *view) begin() {
	url := v.url.Text
	v.start.Disable()
	v.stop.Enable()
	v.bar.SetValue(0)
	v.result.SetText("downloading")
	v.download = run.IOBound(v.client.Context(), func(ctx context.Context) (string, error) {
		return fetch.Sum(ctx, url, func(part float64) {
			_ = ui.Do(ctx, func() { v.bar.SetValue(part) }) // refused when the window is closed
		})
	})
	v.download.Then(v.finished)
}

func (v *view) end() { v.download.Cancel() }

// finished has the result, on Fyne's goroutine again.
func (v *view) finished(sum string, err error) {
	v.start.Enable()
	v.stop.Disable()
	switch {
	case errors.Is(err, context.Canceled):
		v.result.SetText("stopped")
	case err != nil:
		v.result.SetText("failed: " + err.Error())
	default:
		v.bar.SetValue(1)
		v.result.SetText("SHA-256 " + sum)
	}
}
