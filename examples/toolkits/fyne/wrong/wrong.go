// Package wrong is the Fyne program with its mistakes. bglint reports each of the lines that begin one.
package wrong

import (
	"context"

	"fyne.io/fyne/v2/widget"
	"github.com/go-bgkit/bgkit/examples/toolkits/fetch"
	"github.com/go-bgkit/bgkit/runtime/run"
)

type view struct {
	url    *widget.Entry
	start  *widget.Button
	later  *widget.Button
	bar    *widget.ProgressBar
	result *widget.Label
}

func newView() *view {
	v := &view{url: widget.NewEntry(), bar: widget.NewProgressBar(), result: widget.NewLabel("")}
	v.start = widget.NewButton("Start", v.begin)
	v.later = widget.NewButton("Start, look later", v.beginAndForget)
	return v
}

// begin freezes the window while it downloads.
func (v *view) begin() {
	sum, err := fetch.Sum(context.Background(), v.url.Text, v.bar.SetValue) // BG101
	if err != nil {
		sum = err.Error()
	}
	v.result.SetText(sum)
}

// beginAndForget does not freeze it. But it changes a widget from another goroutine, and nobody hears of an error.
func (v *view) beginAndForget() {
	url := v.url.Text
	run.IOBound(context.Background(), func(ctx context.Context) (string, error) { // BG201
		return fetch.Sum(ctx, url, func(part float64) {
			v.bar.SetValue(part) // BG103
		})
	})
}
