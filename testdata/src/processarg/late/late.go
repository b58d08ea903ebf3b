// Command late registers tasks when it is too late, and in time.
package main

import (
	"context"

	"fyne.io/fyne/v2/widget"
	"github.com/go-bgkit/bgkit/runtime/process"
)

func double(ctx context.Context, n int) (int, error) { return 2 * n, nil }

var first = process.Register("first", double)

var second *process.Task[int, int]

func init() { second = process.Register("second", double) }

func more() { process.Register("more", double) }

func evenMore() { process.Register("even more", double) } // want `the task is registered after process.Main`

func main() {
	process.Register("third", double)
	more()
	process.Main()
	process.Register("fourth", double) // want `the task is registered after process.Main`
	evenMore()
	widget.NewButton("run", func() {
		task := process.Register("fifth", double) // want `the task is registered after process.Main`
		task.Submit(context.Background(), 1)
	})
}
