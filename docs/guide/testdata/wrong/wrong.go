// Package wrong is the guide's anti-patterns. Each line that begins one ends with the rule that bglint reports there.
package wrong

import (
	"context"
	"fmt"
	"time"

	"github.com/go-bgkit/bgkit/runtime/background"
	"github.com/go-bgkit/bgkit/runtime/run"
	"github.com/go-bgkit/bgkit/runtime/ui"
)

// View is a component.
type View struct {
	loop   ui.Loop
	client *ui.Client
	text   string
	value  *int
	names  map[string]int
}

// New makes the component, and shows who calls its handlers.
func New() *View {
	v := &View{names: map[string]int{}, value: new(int)}
	v.client = ui.NewClient(v.loop.Post)
	ctx := v.client.Context()
	for _, handler := range []func(context.Context){v.onBlock, v.onAwait, v.onDrop, v.onCapture, v.onChange, v.onLost, v.onMap} {
		_ = v.client.Do(func() { handler(ctx) })
	}
	return v
}

func work(context.Context) (string, error) { return "done", nil }

// [wrong-blocking]

func (v *View) onBlock(context.Context) {
	time.Sleep(5 * time.Second) // BG101
	v.text = "done"
}

// [end]

// [wrong-await]

func (v *View) onAwait(ctx context.Context) {
	v.text, _ = run.IOBound(ctx, func(ctx context.Context) (string, error) {
		return "done", ui.Call(ctx, func() { v.text = "nearly done" }) // waits for the goroutine that waits for it
	}).Await(ctx) // BG101
}

// [end]

// [wrong-discarded]

func (v *View) onDrop(ctx context.Context) {
	run.IOBound(ctx, work) // BG201
}

// [end]

// [wrong-capture]

func (v *View) onCapture(ctx context.Context) {
	run.IOBound(ctx, func(context.Context) (int, error) {
		return v.double(), nil
	}).Then(func(int, error) {})
}

func (v *View) double() int { return *v.value * 2 } // BG104

func (v *View) onChange(context.Context) { v.value = new(int) }

// [end]

// [wrong-lost]

func (v *View) onLost(ctx context.Context) {
	background.Create(context.Background(), func(ctx context.Context) error { // BG202
		text, err := work(ctx)
		if err != nil {
			return err
		}
		return ui.Do(ctx, func() { v.text = text }) // ErrNoClient: whose page is it?
	})
}

// [end]

// [wrong-sharing]

func (v *View) onMap(ctx context.Context) {
	names := v.names
	background.Create(ctx, func(context.Context) error {
		names["background"] = 1 // BG104
		return nil
	})
	v.names[fmt.Sprint(len(v.names))] = 2
}

// [end]
