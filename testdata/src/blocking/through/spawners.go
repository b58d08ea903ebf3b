package through

import (
	"context"
	"os/exec"
	"sync"
	"time"

	"github.com/rivo/tview"
	"golang.org/x/sync/errgroup"
)

func makeAll() error { return exec.Command("make", "all").Run() }

func makeOne() { _ = exec.Command("make", "one").Run() }

// Right: a handler that only starts the work, in all the ways there are.
func NewSpawners(ctx context.Context, wg *sync.WaitGroup) *tview.List {
	return tview.NewList().
		AddItem("errgroup", "", 'e', func() {
			g, _ := errgroup.WithContext(ctx)
			g.Go(makeAll)
			g.Go(func() error { return makeAll() })
		}).
		AddItem("WaitGroup", "", 'w', func() { wg.Go(makeOne) }).
		AddItem("timer", "", 't', func() { time.AfterFunc(time.Second, makeOne) }).
		AddItem("context", "", 'c', func() { context.AfterFunc(ctx, makeOne) }).
		AddItem("go", "", 'g', func() { go makeOne() })
}

// Wrong: the group is started and then waited for.
func NewWaiting(names []string, get func(string) error) *tview.Button {
	return tview.NewButton("Get").SetSelectedFunc(func() {
		var g errgroup.Group
		for _, name := range names {
			g.Go(func() error { return get(name) })
		}
		_ = g.Wait() // want "blocks the UI goroutine"
	})
}
