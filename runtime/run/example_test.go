package run_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/go-bgkit/bgkit/runtime/run"
	"github.com/go-bgkit/bgkit/runtime/ui"
)

// view stands for a window with a label and a button.
type view struct {
	query string
	label string
}

// An event handler copies what the function needs, starts it, and shows its result on the UI goroutine.
func ExampleIOBound() {
	var loop ui.Loop // or fyne.Do, tview's QueueUpdateDraw, ...
	client := ui.NewClient(loop.Post)
	defer client.Delete()
	v := &view{query: "gopher"}
	shown := make(chan struct{})

	onSearch := func(ctx context.Context) {
		query := v.query // copied on the UI goroutine
		run.IOBound(ctx, func(context.Context) (string, error) {
			return "found " + query, nil // a slow request
		}).Then(func(result string, err error) {
			v.label = result // the UI goroutine again
			close(shown)
		})
	}

	_ = client.Do(func() { onSearch(client.Context()) })
	<-shown
	fmt.Println(v.label)
	// Output: found gopher
}

// Queue timeout and run timeout are two things, and the error says which of them passed.
func ExampleRunTimeout() {
	e := run.NewExecutor(1, 10)
	slow := run.IOBound(context.Background(), func(ctx context.Context) (int, error) {
		<-ctx.Done()
		return 0, ctx.Err()
	}, run.On(e), run.Name("report"), run.RunTimeout(50*time.Millisecond))
	waiting := run.IOBound(context.Background(), func(context.Context) (int, error) { return 1, nil },
		run.On(e), run.Name("preview"), run.QueueTimeout(10*time.Millisecond))

	for _, f := range []*run.Future[int]{waiting, slow} {
		_, err := f.Await(context.Background())
		var timeout *run.TimeoutError
		if errors.As(err, &timeout) {
			fmt.Println(timeout.Name, timeout.Phase)
		}
	}
	// Output:
	// preview queued
	// report running
}

// A function that waits for others gives its slot back meanwhile, so that even a pool of one does not hang.
func ExampleFuture_Await() {
	e := run.NewExecutor(1, 10)
	load := func(ctx context.Context, part string) *run.Future[string] {
		return run.IOBound(ctx, func(context.Context) (string, error) { return part, nil }, run.On(e))
	}
	page := run.IOBound(context.Background(), func(ctx context.Context) (string, error) {
		head, body := load(ctx, "head"), load(ctx, "body")
		h, err := head.Await(ctx)
		if err != nil {
			body.Forget("the page is lost without its head")
			return "", err
		}
		b, err := body.Await(ctx)
		return h + ", " + b, err
	}, run.On(e))
	fmt.Println(page.Await(context.Background()))
	// Output: head, body <nil>
}

func ExampleExecutor_Stats() {
	e := run.NewExecutor(4, run.NoQueue)
	for i := range 3 {
		f := run.IOBound(context.Background(), func(context.Context) (int, error) {
			if i == 2 {
				return 0, errors.New("no route")
			}
			return i, nil
		}, run.On(e))
		_, _ = f.Await(context.Background())
	}
	s := e.Stats()
	fmt.Println(s.Submitted, s.Done, s.Failed)
	// Output: 3 2 1
}
