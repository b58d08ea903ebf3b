package run_test

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-bgkit/bgkit/runtime/run"
)

func TestAtMostLimitFunctionsRun(t *testing.T) {
	const limit = 3
	e := run.NewExecutor(limit, 0)
	var now, most atomic.Int32
	var futures []*run.Future[int]
	for range 50 {
		futures = append(futures, run.IOBound(t.Context(), func(context.Context) (int, error) {
			n := now.Add(1)
			for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
			}
			time.Sleep(time.Millisecond)
			now.Add(-1)
			return 0, nil
		}, run.On(e)))
	}
	for _, f := range futures {
		if _, err := f.Await(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if most.Load() != limit {
		t.Errorf("%d functions ran at a time, want %d", most.Load(), limit)
	}
}

func TestFullQueueRefusesWithoutBlocking(t *testing.T) {
	e := run.NewExecutor(1, 2)
	_, release := occupy(t, e)
	first := run.IOBound(t.Context(), answer(1), run.On(e))
	second := run.IOBound(t.Context(), answer(2), run.On(e))
	third := run.IOBound(t.Context(), answer(3), run.On(e))
	if _, err := third.Result(); err != run.ErrSaturated {
		t.Errorf("Result = %v, want ErrSaturated at once", err)
	}
	if s := e.Stats(); s.Queued != 2 || s.Running != 1 || s.Rejected != 1 {
		t.Errorf("Stats = %+v", s)
	}
	release()
	for want, f := range []*run.Future[int]{nil, first, second} {
		if f == nil {
			continue
		}
		if v, err := f.Await(t.Context()); v != want || err != nil {
			t.Errorf("Await = %d, %v, want %d", v, err, want)
		}
	}
}

func TestNoQueueAndUnbounded(t *testing.T) {
	e := run.NewExecutor(1, run.NoQueue)
	occupy(t, e)
	if _, err := run.IOBound(t.Context(), answer(1), run.On(e)).Result(); err != run.ErrSaturated {
		t.Errorf("with NoQueue: %v, want ErrSaturated", err)
	}
	e.SetQueue(run.Unbounded)
	for range 20_000 {
		run.IOBound(t.Context(), answer(1), run.On(e)).Forget("only counted")
	}
	if s := e.Stats(); s.Queued != 20_000 {
		t.Errorf("Queued = %d", s.Queued)
	}
}

func TestQueueIsFirstComeFirstServed(t *testing.T) {
	e := run.NewExecutor(1, 0)
	_, release := occupy(t, e)
	var order []int
	var last *run.Future[int]
	for i := range 20 {
		last = run.IOBound(t.Context(), func(context.Context) (int, error) {
			order = append(order, i)
			return i, nil
		}, run.On(e))
	}
	release()
	if _, err := last.Await(t.Context()); err != nil {
		t.Fatal(err)
	}
	for i, v := range order {
		if i != v {
			t.Fatalf("ran in the order %v", order)
		}
	}
}

func TestSetLimitStartsWhatWaits(t *testing.T) {
	e := run.NewExecutor(1, 0)
	occupy(t, e)
	f := run.IOBound(t.Context(), answer(1), run.On(e))
	if s := e.Stats(); s.Queued != 1 {
		t.Fatalf("Stats = %+v", s)
	}
	e.SetLimit(2)
	if _, err := f.Await(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestSetLimitDownwards(t *testing.T) {
	e := run.NewExecutor(2, 0)
	_, releaseA := occupy(t, e)
	_, releaseB := occupy(t, e)
	e.SetLimit(1)
	f := run.IOBound(t.Context(), answer(1), run.On(e))
	releaseA()
	eventually(t, "one slot left", func() bool { return e.Stats().Running == 1 })
	if s := e.Stats(); s.Queued != 1 {
		t.Errorf("Stats = %+v, want the function to wait for the second slot", s)
	}
	releaseB()
	if _, err := f.Await(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestShutdown(t *testing.T) {
	e := run.NewExecutor(1, 0)
	started := make(chan struct{})
	running := run.IOBound(t.Context(), func(ctx context.Context) (int, error) {
		close(started)
		<-ctx.Done()
		return 0, ctx.Err()
	}, run.On(e))
	<-started
	queued := run.IOBound(t.Context(), answer(1), run.On(e))
	if err := e.Shutdown(t.Context()); err != nil {
		t.Fatal(err)
	}
	late := run.IOBound(t.Context(), answer(1), run.On(e))
	for name, c := range map[string]struct {
		f    *run.Future[int]
		want error
	}{"running": {running, run.ErrCanceled}, "queued": {queued, run.ErrShutdown}, "late": {late, run.ErrShutdown}} {
		if _, err := c.f.Result(); !errors.Is(err, c.want) {
			t.Errorf("%s future: %v, want %v", name, err, c.want)
		}
	}
	if err := e.Shutdown(t.Context()); err != nil {
		t.Errorf("second Shutdown: %v", err)
	}
}

func TestShutdownNamesWhatDoesNotReturn(t *testing.T) {
	e := run.NewExecutor(1, 0)
	_, release := occupy(t, e)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	err := e.Shutdown(ctx)
	if !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "occupant") {
		t.Errorf("Shutdown = %v, want the context's error and the function's name", err)
	}
	release()
	if err := e.Shutdown(context.Background()); err != nil {
		t.Errorf("Shutdown after the function returned: %v", err)
	}
}
