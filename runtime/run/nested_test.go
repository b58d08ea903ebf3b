package run_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/go-bgkit/bgkit/runtime/run"
)

// Every slot waits for futures that are queued behind it. Without giving its slot back, the pool would hang.
func TestSubmitAndAwaitInsideATask(t *testing.T) {
	for name, with := range map[string]struct {
		submit, await func(context.Context) context.Context
	}{
		"task's context":              {same, same},
		"only submitted with it":      {same, background},
		"only awaited with it":        {background, same},
		"derived from task's context": {derived, derived},
	} {
		t.Run(name, func(t *testing.T) {
			e := run.NewExecutor(2, 0)
			var sum func(ctx context.Context, depth int) (int, error)
			sum = func(ctx context.Context, depth int) (int, error) {
				if depth == 0 {
					return 1, nil
				}
				var parts [2]*run.Future[int]
				for i := range parts {
					parts[i] = run.IOBound(with.submit(ctx), func(ctx context.Context) (int, error) {
						return sum(ctx, depth-1)
					}, run.On(e))
				}
				total := 0
				for _, p := range parts {
					v, err := p.Await(with.await(ctx))
					if err != nil {
						return 0, err
					}
					total += v
				}
				return total, nil
			}
			f := run.IOBound(t.Context(), func(ctx context.Context) (int, error) { return sum(ctx, 6) }, run.On(e))
			if v, err := f.Await(t.Context()); v != 64 || err != nil {
				t.Errorf("Await = %d, %v, want 64", v, err)
			}
			eventually(t, "nothing runs", func() bool { s := e.Stats(); return s.Running == 0 && s.Awaiting == 0 })
		})
	}
}

func same(ctx context.Context) context.Context   { return ctx }
func background(context.Context) context.Context { return context.Background() }
func derived(ctx context.Context) context.Context {
	return context.WithValue(ctx, key{}, "derived")
}

// All of many functions wait for one future. When it ends they may not all run at once.
func TestReturningFromAwaitKeepsTheLimit(t *testing.T) {
	const limit, functions = 2, 40
	e := run.NewExecutor(limit, 0)
	gate, _, open := block()
	shared := run.IOBound(t.Context(), gate, run.On(&run.Executor{}))
	var now, most atomic.Int32
	var futures []*run.Future[int]
	for range functions {
		futures = append(futures, run.IOBound(t.Context(), func(ctx context.Context) (int, error) {
			if _, err := shared.Await(ctx); err != nil {
				return 0, err
			}
			n := now.Add(1)
			for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
			}
			for range 1000 {
				_ = e.Stats()
			}
			now.Add(-1)
			return 0, nil
		}, run.On(e)))
	}
	eventually(t, "all wait", func() bool { return e.Stats().Awaiting == functions })
	open()
	for _, f := range futures {
		if _, err := f.Await(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if most.Load() > limit {
		t.Errorf("%d functions ran at a time, want %d", most.Load(), limit)
	}
	eventually(t, "nothing runs", func() bool { s := e.Stats(); return s.Running == 0 && s.Awaiting == 0 })
}

// An Await that was told to give up does not wait for a slot either.
func TestAwaitInsideATaskGivesUp(t *testing.T) {
	e := run.NewExecutor(1, 0)
	never := new(run.Future[int])
	waiting, cancel := context.WithCancel(context.Background())
	started := make(chan struct{})
	outer := run.IOBound(t.Context(), func(ctx context.Context) (int, error) {
		both, stop := context.WithCancel(ctx)
		defer stop()
		context.AfterFunc(waiting, stop)
		close(started)
		_, err := never.Await(both)
		return 0, err
	}, run.On(e))
	<-started
	_, release := occupy(t, e) // takes the slot that outer gave back
	cancel()
	if _, err := outer.Await(t.Context()); !errors.Is(err, context.Canceled) {
		t.Errorf("Await = %v", err)
	}
	release()
	eventually(t, "nothing runs", func() bool { return e.Stats().Running == 0 })
}

// Several goroutines of one function wait: it has one slot to give back.
func TestSeveralGoroutinesOfATaskAwait(t *testing.T) {
	e := run.NewExecutor(1, 0)
	outer := run.IOBound(t.Context(), func(ctx context.Context) (int, error) {
		var wg sync.WaitGroup
		var total atomic.Int32
		for range 10 {
			wg.Go(func() {
				v, err := run.IOBound(ctx, answer(1), run.On(e)).Await(ctx)
				if err != nil {
					t.Error(err)
				}
				total.Add(int32(v))
			})
		}
		wg.Wait()
		return int(total.Load()), nil
	}, run.On(e))
	if v, err := outer.Await(t.Context()); v != 10 || err != nil {
		t.Errorf("Await = %d, %v", v, err)
	}
	eventually(t, "nothing runs", func() bool { s := e.Stats(); return s.Running == 0 && s.Awaiting == 0 })
}

// A goroutine that a function left behind waits on: the slot went with the function.
func TestAwaitAfterTheFunctionReturned(t *testing.T) {
	e := run.NewExecutor(1, 0)
	gate, _, open := block()
	inner := run.IOBound(t.Context(), gate, run.On(&run.Executor{}))
	left := make(chan error, 1)
	outer := run.IOBound(t.Context(), func(ctx context.Context) (int, error) {
		ctx = context.WithoutCancel(ctx)
		go func() {
			_, err := inner.Await(ctx)
			left <- err
		}()
		eventually(t, "the goroutine waits", func() bool { return e.Stats().Awaiting == 1 })
		return 1, nil
	}, run.On(e))
	if _, err := outer.Await(t.Context()); err != nil {
		t.Fatal(err)
	}
	if v, err := run.IOBound(t.Context(), answer(2), run.On(e)).Await(t.Context()); v != 2 || err != nil {
		t.Errorf("the slot is lost: %d, %v", v, err)
	}
	open()
	if err := <-left; err != nil {
		t.Error(err)
	}
	eventually(t, "nothing runs", func() bool { s := e.Stats(); return s.Running == 0 && s.Awaiting == 0 })
}

// Somebody else waits for a future of a task that goes on. They must get the result although the slots are taken.
func TestAwaitFromOutsideIsNotHeldUp(t *testing.T) {
	e := run.NewExecutor(1, 0)
	inner := make(chan *run.Future[int], 1)
	gate, _, open := block()
	outer := run.IOBound(t.Context(), func(ctx context.Context) (int, error) {
		inner <- run.IOBound(ctx, gate, run.On(&run.Executor{}))
		<-ctx.Done() // goes on without waiting
		return 0, ctx.Err()
	}, run.On(e))
	f := <-inner
	waited := make(chan error, 1)
	go func() {
		_, err := f.Await(context.Background())
		waited <- err
	}()
	eventually(t, "the future is awaited", func() bool { return e.Stats().Awaiting == 1 })
	_, release := occupy(t, e) // the slot that was given back by mistake
	open()
	if err := <-waited; err != nil {
		t.Error(err)
	}
	outer.Cancel()
	release()
	eventually(t, "nothing runs", func() bool { s := e.Stats(); return s.Running == 0 && s.Awaiting == 0 })
}
