// Package guide holds the code of docs/guide.md. The parts between comments of the form [name] and [end] stand in the guide,
// word for word: a test sees to that, runs them, and has bglint look at them.
package guide

import (
	"context"
	"time"

	"github.com/go-bgkit/bgkit/runtime/shared"
	"github.com/go-bgkit/bgkit/runtime/ui"
)

// Page stands for a page in a browser, a window or a terminal.
type Page struct {
	loop   ui.Loop
	client *ui.Client
	shown  shared.Value[[]string]
}

// NewPage opens a page.
func NewPage() *Page {
	p := &Page{}
	p.client = p.loop.NewClient(ui.OnError(func(_ context.Context, err error) {
		p.Notify("error: " + err.Error())
	}))
	return p
}

// Click has handler run as that of a button does: on the UI goroutine, with the page's context.
func (p *Page) Click(handler func(context.Context)) {
	_ = p.client.Do(func() { handler(p.client.Context()) }) // refused after Close
}

// Close is what happens when the user leaves.
func (p *Page) Close() { p.client.Delete() }

// Notify shows a line. It belongs to the UI goroutine, as do the widgets of a toolkit.
func (p *Page) Notify(text string) {
	p.shown.Update(func(lines []string) []string { return append(lines, text) })
}

// Line waits until the page shows its line number i, and answers it.
func (p *Page) Line(i int) string {
	lines, _ := p.shown.Wait(context.Background(), func(lines []string) bool { return len(lines) > i })
	return lines[i]
}

// slowOperation stands for a request, a query, a file.
func slowOperation(ctx context.Context, data string) (string, error) {
	select {
	case <-time.After(5 * time.Millisecond):
		return "processed " + data, nil
	case <-ctx.Done():
		return "", context.Cause(ctx)
	}
}
