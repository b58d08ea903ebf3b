// Command tview downloads a file with tview: with progress, a way to stop, and a screen that never freezes.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/gdamore/tcell/v2"
	"github.com/go-bgkit/bgkit/examples/toolkits/fetch"
	"github.com/go-bgkit/bgkit/runtime/run"
	"github.com/go-bgkit/bgkit/runtime/ui"
	"github.com/rivo/tview"
)

// view is the screen. Its fields belong to tview's goroutine.
type view struct {
	client *ui.Client
	form   *tview.Form
	url    *tview.InputField
	status *tview.TextView

	download *run.Future[string] // nil while there is none
}

func newView(client *ui.Client, url string) *view {
	v := &view{client: client, url: tview.NewInputField().SetLabel("URL ").SetText(url), status: tview.NewTextView()}
	v.form = tview.NewForm().AddFormItem(v.url).AddButton("Start", v.begin).AddButton("Stop", v.end)
	return v
}

func (v *view) content() tview.Primitive {
	return tview.NewFlex().SetDirection(tview.FlexRow).AddItem(v.form, 5, 0, true).AddItem(v.status, 0, 1, false)
}

// begin handles the button: it copies what the download needs, and returns at once.
func (v *view) begin() {
	if v.download != nil {
		return
	}
	url := v.url.GetText()
	v.show(0)
	v.download = run.IOBound(v.client.Context(), func(ctx context.Context) (string, error) {
		return fetch.Sum(ctx, url, func(part float64) {
			_ = ui.Do(ctx, func() { v.show(part) }) // refused when the program ends
		})
	})
	v.download.Then(v.finished)
}

func (v *view) end() {
	if v.download != nil {
		v.download.Cancel()
	}
}

func (v *view) show(part float64) {
	if v.download != nil || part == 0 {
		v.status.SetText(fmt.Sprintf("%-20s %3.0f %%", strings.Repeat("#", int(part*20)), part*100))
	}
}

// finished has the result, on tview's goroutine again.
func (v *view) finished(sum string, err error) {
	v.download = nil
	switch {
	case errors.Is(err, context.Canceled):
		v.status.SetText("stopped")
	case err != nil:
		v.status.SetText("failed: " + err.Error())
	default:
		v.status.SetText("SHA-256 " + sum)
	}
}

func main() {
	app := tview.NewApplication()
	if err := start(app, strings.Join(os.Args[1:], " ")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// start runs the application until it is stopped.
func start(app *tview.Application, url string) error {
	client := ui.NewClient(func(f func()) { go app.QueueUpdateDraw(f) })
	defer client.Delete() // stops the download and its progress
	client.Bind()
	app.SetInputCapture(func(event *tcell.EventKey) *tcell.EventKey {
		if event.Key() == tcell.KeyEscape {
			app.Stop()
			return nil
		}
		return event
	})
	return app.SetRoot(newView(client, url).content(), true).Run()
}
