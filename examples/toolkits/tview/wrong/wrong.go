// Package wrong is the tview program with its mistakes. bglint reports each of the lines that begin one.
package wrong

import (
	"context"
	"fmt"

	"github.com/go-bgkit/bgkit/examples/toolkits/fetch"
	"github.com/rivo/tview"
)

type view struct {
	app    *tview.Application
	form   *tview.Form
	url    *tview.InputField
	status *tview.TextView
	sum    string
}

func newView(app *tview.Application) *view {
	v := &view{app: app, url: tview.NewInputField(), status: tview.NewTextView()}
	v.form = tview.NewForm().AddFormItem(v.url).AddButton("Start", v.begin).AddButton("Start, look later", v.beginInBackground)
	return v
}

// begin hangs for ever: show waits for the goroutine that runs begin.
func (v *view) begin() {
	v.show("downloading")
	sum, err := fetch.Sum(context.Background(), v.url.GetText(), func(float64) {}) // BG101
	v.sum = sum
	v.show(fmt.Sprint(sum, err))
}

func (v *view) show(text string) {
	v.app.QueueUpdateDraw(func() { v.status.SetText(text) }) // BG102
}

// beginInBackground changes a widget from another goroutine.
func (v *view) beginInBackground() {
	url := v.url.GetText()
	go func() {
		sum, err := fetch.Sum(context.Background(), url, func(part float64) {
			v.form.SetTitle(fmt.Sprint(part)) // BG103
		})
		v.app.QueueUpdateDraw(func() { v.status.SetText(fmt.Sprint(sum, err)) })
	}()
}
