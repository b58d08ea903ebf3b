package guide

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/go-bgkit/bgkit/runtime/background"
	"github.com/go-bgkit/bgkit/runtime/run"
	"github.com/go-bgkit/bgkit/runtime/shared"
	"github.com/go-bgkit/bgkit/runtime/ui"
)

// View is a component. Its fields belong to the UI goroutine.
type View struct {
	page    *Page
	input   string
	pending *run.Future[string]
}

// [io-bound]

func (v *View) onClick(ctx context.Context) {
	input := v.input // copied on the UI goroutine
	run.IOBound(ctx, func(ctx context.Context) (string, error) {
		return slowOperation(ctx, input)
	}).Then(func(result string, err error) { // on the UI goroutine again
		if err != nil {
			result = err.Error()
		}
		v.page.Notify(result)
	})
}

// [end]

// [polling]

func (v *View) onStart(ctx context.Context) {
	if v.pending != nil {
		return // one at a time
	}
	v.pending = run.IOBound(ctx, func(ctx context.Context) (string, error) {
		return slowOperation(ctx, "the report")
	})
	var timer *ui.Timer
	timer = ui.NewTimer(ctx, 5*time.Millisecond, func(context.Context) {
		result, err := v.pending.Result() // never waits
		if errors.Is(err, run.ErrPending) {
			return
		}
		timer.Cancel()
		v.pending = nil
		v.page.Notify(fmt.Sprint(result, " ", err))
	})
}

// [end]

// [create]

func (v *View) onUpload(ctx context.Context) {
	file := v.input
	background.Create(ctx, func(ctx context.Context) error {
		sent, err := slowOperation(ctx, file)
		if err != nil {
			return err // goes to the page's error handler, at once
		}
		return ui.Do(ctx, func() { v.page.Notify(sent) }) // the task has the client
	}, background.Name("upload"), background.FinishOnShutdown())
}

// [end]

// [shared]

// Progress is what a background task says, and others read.
type Progress struct {
	Done, Total int
	Finished    bool
}

func count(ctx context.Context, state *shared.Value[Progress], total int) error {
	for i := range total {
		if _, err := slowOperation(ctx, "a part"); err != nil {
			return err
		}
		state.Store(Progress{Done: i + 1, Total: total}) // a whole value, never half of one
	}
	state.Update(func(p Progress) Progress {
		p.Finished = true
		return p
	})
	return nil
}

func (v *View) onCount(ctx context.Context) {
	state := shared.New(Progress{})
	background.Create(ctx, func(ctx context.Context) error { return count(ctx, state, 3) }, background.UntilDelete())
	var timer *ui.Timer
	timer = ui.NewTimer(ctx, 5*time.Millisecond, func(context.Context) {
		if p := state.Load(); p.Finished { // a copy
			timer.Cancel()
			v.page.Notify(fmt.Sprintf("%d of %d", p.Done, p.Total))
		}
	})
}

// [end]

// [cleanup]

func (v *View) watch(ctx context.Context, frames <-chan string) {
	background.Create(ctx, func(ctx context.Context) error {
		for {
			select {
			case frame := <-frames:
				if err := ui.Do(ctx, func() { v.page.Notify(frame) }); err != nil {
					return err
				}
			case <-ctx.Done(): // the connection is lost, the page is closed, the program ends
				return context.Cause(ctx)
			}
		}
	}, background.Name("watch"), background.UntilDisconnect())
}

// [end]

// [periodic]

func (v *View) refresh(ctx context.Context) *ui.Timer {
	return ui.NewBackgroundTimer(ctx, 10*time.Millisecond, func(ctx context.Context) error {
		data, err := slowOperation(ctx, "the news")
		if err != nil {
			return err
		}
		return ui.Do(ctx, func() { v.page.Notify(data) })
	}, ui.Immediate())
}

// [end]

// [timeout]

func (v *View) onFetch(ctx context.Context) {
	run.IOBound(ctx, func(ctx context.Context) (string, error) {
		<-ctx.Done() // a server that does not answer
		return "", ctx.Err()
	}, run.Name("fetch"), run.RunTimeout(10*time.Millisecond)).Then(func(data string, err error) {
		var timeout *run.TimeoutError
		if errors.As(err, &timeout) {
			data = fmt.Sprintf("no answer within %v", timeout.Limit)
		}
		v.page.Notify(data)
	})
}

// [end]

// [lazy]

func (v *View) onType(ctx context.Context) {
	query := v.input
	background.CreateLazy(ctx, [2]any{v, "search"}, func(ctx context.Context) error {
		found, err := slowOperation(ctx, query)
		if err != nil {
			return err
		}
		return ui.Do(ctx, func() { v.page.Notify(found) })
	})
}

// [end]

// [once]

func (v *View) onClickLater(ctx context.Context) {
	ui.NewTimer(ctx, 0, func(context.Context) { // on the UI goroutine, after the handler
		v.page.Notify("later")
	}, ui.Once())
}

// [end]
