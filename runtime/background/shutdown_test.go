package background_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-bgkit/bgkit/runtime/background"
)

func TestShutdownCancelsWaitsAndRefuses(t *testing.T) {
	var g background.Group
	running := g.Create(t.Context(), untilCanceled)
	lazy := g.CreateLazy(t.Context(), 1, untilCanceled)
	waiting := g.CreateLazy(t.Context(), 1, untilCanceled)
	if err := g.Shutdown(t.Context()); err != nil {
		t.Fatal(err)
	}
	late := g.Create(t.Context(), func(context.Context) error { t.Error("ran"); return nil })
	lateLazy := g.CreateLazy(t.Context(), 2, func(context.Context) error { t.Error("ran"); return nil })
	for _, c := range []struct {
		name string
		task *background.Task
		want error
	}{
		{"running", running, background.ErrCanceled}, {"lazy", lazy, background.ErrCanceled},
		{"waiting", waiting, background.ErrShutdown}, {"late", late, background.ErrShutdown},
		{"late lazy", lateLazy, background.ErrShutdown},
	} {
		if err := c.task.Err(); err != c.want {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
	if err := g.Shutdown(t.Context()); err != nil {
		t.Errorf("second Shutdown: %v", err)
	}
}

func TestShutdownOfNothing(t *testing.T) {
	var g background.Group
	if err := g.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestFinishOnShutdownIsWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var g background.Group
		saved := 0
		save := func(ctx context.Context) error {
			time.Sleep(time.Minute)
			saved++
			return ctx.Err()
		}
		g.Create(t.Context(), func(ctx context.Context) error {
			if err := save(ctx); err != nil {
				return err
			}
			// Shutdown has begun. What the finish needs may still start, if it finishes too.
			if err := g.Create(ctx, save).Err(); err != background.ErrShutdown {
				t.Errorf("a task without the option: %v", err)
			}
			return g.Create(ctx, save, background.FinishOnShutdown()).Wait(ctx)
		}, background.FinishOnShutdown())
		begin := time.Now()
		if err := g.Shutdown(t.Context()); err != nil {
			t.Error(err)
		}
		if saved != 2 || time.Since(begin) != 2*time.Minute {
			t.Errorf("saved %d times in %v", saved, time.Since(begin))
		}
	})
}

func TestFinishOnShutdownLazyWaitingRuns(t *testing.T) {
	var g background.Group
	gate := make(chan struct{})
	g.CreateLazy(t.Context(), 1, func(context.Context) error { <-gate; return nil }, background.FinishOnShutdown())
	ran := false
	g.CreateLazy(t.Context(), 1, func(context.Context) error { ran = true; return nil }, background.FinishOnShutdown())
	time.AfterFunc(time.Millisecond, func() { close(gate) })
	if err := g.Shutdown(t.Context()); err != nil || !ran {
		t.Errorf("Shutdown = %v, the newest ran: %v", err, ran)
	}
}

func TestShutdownNamesWhatDidNotEnd(t *testing.T) {
	var g background.Group
	gate := make(chan struct{})
	stuck := g.Create(t.Context(), func(context.Context) error { <-gate; return nil }, background.Name("stuck one"))
	g.Create(t.Context(), untilCanceled, background.Name("good one"))
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	err := g.Shutdown(ctx)
	var left *background.ShutdownError
	if !errors.As(err, &left) || len(left.Tasks) != 1 || left.Tasks[0] != stuck {
		t.Fatalf("Shutdown = %v, want a ShutdownError with the one task", err)
	}
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Shutdown = %v, want the context's error in it", err)
	}
	if text := err.Error(); !strings.Contains(text, "stuck one (created at ") || !strings.Contains(text, "shutdown_test.go:") {
		t.Errorf("no name or no site: %s", text)
	}
	close(gate)
	if err := g.Shutdown(t.Context()); err != nil {
		t.Errorf("after it ended: %v", err)
	}
}

// Creators, cancelers, lazy keys and a shutdown at once: every task ends exactly once, and no goroutine is left.
func TestEveryTaskEndsExactlyOnce(t *testing.T) {
	background.SetErrorHandler(func(context.Context, error) {})
	defer background.SetErrorHandler(nil)
	before := runtime.NumGoroutine()
	var g background.Group
	var created, ran, refused atomic.Int64
	var watchers, wg sync.WaitGroup
	for s := range 8 {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(uint64(s), 1))
			for range 1000 {
				task := createRandom(t.Context(), &g, r, &ran)
				created.Add(1)
				watchers.Go(func() {
					<-task.Done()
					if err := task.Err(); err == background.ErrShutdown || err == background.ErrSuperseded {
						refused.Add(1)
					}
				})
				if r.IntN(3) == 0 {
					task.Cancel()
				}
			}
		})
	}
	eventually(t, "half of the tasks", func() bool { return created.Load() > 4000 })
	if err := g.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
	wg.Wait()
	watchers.Wait()
	t.Logf("%d created, %d ran, %d refused", created.Load(), ran.Load(), refused.Load())
	if len(g.Running()) != 0 {
		t.Errorf("Running = %v", g.Running())
	}
	eventually(t, "the goroutines are gone", func() bool { return runtime.NumGoroutine() <= before })
}

func createRandom(ctx context.Context, g *background.Group, r *rand.Rand, ran *atomic.Int64) *background.Task {
	kind := r.IntN(6)
	fn := func(ctx context.Context) error {
		ran.Add(1)
		switch kind {
		case 0:
			return errors.New("failed")
		case 1:
			panic("boom")
		case 2:
			runtime.Goexit()
		case 3:
			<-ctx.Done()
			return ctx.Err()
		}
		return nil
	}
	var opts []background.Option
	if kind > 3 {
		opts = append(opts, background.FinishOnShutdown())
	}
	if r.IntN(2) == 0 {
		return g.CreateLazy(ctx, r.IntN(4), fn, opts...)
	}
	return g.Create(ctx, fn, opts...)
}
