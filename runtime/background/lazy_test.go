package background_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/go-bgkit/bgkit/runtime/background"
	"github.com/go-bgkit/bgkit/runtime/ui"
)

func TestLazyRunsOneAndKeepsTheNewest(t *testing.T) {
	var g background.Group
	var ran []int
	gate := make(chan struct{})
	var tasks [5]*background.Task
	for i := range tasks {
		tasks[i] = g.CreateLazy(t.Context(), "save", func(context.Context) error {
			<-gate
			ran = append(ran, i)
			return nil
		})
	}
	for _, i := range []int{1, 2, 3} {
		if err := tasks[i].Err(); err != background.ErrSuperseded {
			t.Errorf("task %d: %v, want ErrSuperseded at once", i, err)
		}
	}
	if running := g.Running(); len(running) != 1 || running[0] != tasks[0] {
		t.Errorf("Running = %v", running)
	}
	close(gate)
	for _, i := range []int{0, 4} {
		if err := tasks[i].Wait(t.Context()); err != nil {
			t.Errorf("task %d: %v", i, err)
		}
	}
	if len(ran) != 2 || ran[0] != 0 || ran[1] != 4 {
		t.Errorf("ran %v, want the first and the newest", ran)
	}
	again := g.CreateLazy(t.Context(), "save", func(context.Context) error { return nil })
	if err := again.Wait(t.Context()); err != nil {
		t.Errorf("after all ended: %v", err)
	}
}

func TestLazyKeysAreIndependent(t *testing.T) {
	var g background.Group
	a := g.CreateLazy(t.Context(), [2]any{1, "search"}, untilCanceled)
	b := g.CreateLazy(t.Context(), [2]any{2, "search"}, untilCanceled)
	if n := len(g.Running()); n != 2 {
		t.Errorf("%d tasks run", n)
	}
	a.Cancel()
	b.Cancel()
	<-a.Done()
	<-b.Done()
}

func TestLazyWaitingTaskCanBeCanceled(t *testing.T) {
	var g background.Group
	first := g.CreateLazy(t.Context(), 1, untilCanceled)
	waiting := g.CreateLazy(t.Context(), 1, func(context.Context) error { t.Error("ran"); return nil })
	waiting.Cancel()
	if err := waiting.Err(); err != background.ErrCanceled {
		t.Errorf("Err = %v", err)
	}
	first.Cancel()
	<-first.Done()
	if err := g.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestLazyWaitingTaskEndsWithItsClient(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var g background.Group
		var loop ui.Loop
		client := ui.NewClient(loop.Post)
		first := g.CreateLazy(t.Context(), 1, untilCanceled)
		waiting := g.CreateLazy(client.Context(), 1, untilCanceled, background.UntilDelete())
		client.Delete()
		synctest.Wait()
		if err := waiting.Err(); err != background.ErrDisconnected {
			t.Errorf("Err = %v", err)
		}
		first.Cancel()
	})
}

// However many ask at once: never two run, and the last one to ask is served.
func TestLazyUnderLoad(t *testing.T) {
	var g background.Group
	var running, ran, superseded atomic.Int32
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 500 {
				task := g.CreateLazy(t.Context(), "k", func(context.Context) error {
					if running.Add(1) != 1 {
						t.Error("two run")
					}
					ran.Add(1)
					running.Add(-1)
					return nil
				})
				if task.Err() == background.ErrSuperseded {
					superseded.Add(1)
				}
			}
		})
	}
	wg.Wait()
	served := false
	last := g.CreateLazy(t.Context(), "k", func(context.Context) error { served = true; return nil })
	if err := last.Wait(t.Context()); err != nil || !served {
		t.Errorf("the last one: %v, served: %v", err, served)
	}
	t.Logf("%d ran, %d superseded", ran.Load(), superseded.Load())
}
