package run_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-bgkit/bgkit/runtime/run"
)

func TestCancelQueued(t *testing.T) {
	e := run.NewExecutor(1, 0)
	occupy(t, e)
	f := run.IOBound(t.Context(), func(context.Context) (int, error) {
		t.Error("a canceled function ran")
		return 0, nil
	}, run.On(e))
	f.Cancel()
	if _, err := f.Result(); !errors.Is(err, run.ErrCanceled) || !errors.Is(err, context.Canceled) {
		t.Errorf("Result = %v, want ErrCanceled at once", err)
	}
	if s := e.Stats(); s.Queued != 0 || s.Canceled != 1 {
		t.Errorf("Stats = %+v", s)
	}
}

func TestCancelRunning(t *testing.T) {
	e := run.NewExecutor(1, 0)
	started, returned := make(chan struct{}), make(chan error, 1)
	f := run.IOBound(t.Context(), func(ctx context.Context) (int, error) {
		close(started)
		<-ctx.Done()
		returned <- context.Cause(ctx)
		return 5, nil
	}, run.On(e))
	<-started
	f.Cancel()
	if v, err := f.Result(); v != 0 || err != run.ErrCanceled {
		t.Errorf("Result = %d, %v, want ErrCanceled at once", v, err)
	}
	if cause := <-returned; cause != run.ErrCanceled {
		t.Errorf("the cause of the function's context is %v", cause)
	}
	eventually(t, "the slot is free", func() bool { return e.Stats().Running == 0 })
	if s := e.Stats(); s.Late != 1 || s.Canceled != 1 || s.Abandoned != 0 {
		t.Errorf("Stats = %+v", s)
	}
	if v, err := f.Result(); v != 0 || err != run.ErrCanceled {
		t.Errorf("the late result arrived: %d, %v", v, err)
	}
}

func TestAFunctionThatIgnoresItsContextKeepsItsSlot(t *testing.T) {
	e := run.NewExecutor(1, 0)
	f, release := occupy(t, e)
	f.Cancel()
	if s := e.Stats(); s.Running != 1 || s.Abandoned != 1 || s.Canceled != 1 {
		t.Errorf("Stats = %+v", s)
	}
	release()
	eventually(t, "the slot is free", func() bool { return e.Stats().Running == 0 })
}

func TestContextEndsWhileQueued(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := run.NewExecutor(1, 0)
		_, release := occupy(t, e)
		why := errors.New("page closed")
		ctx, cancel := context.WithCancelCause(context.Background())
		f := run.IOBound(ctx, answer(1), run.On(e))
		cancel(why)
		<-f.Done()
		if _, err := f.Result(); !errors.Is(err, why) || !errors.Is(err, context.Canceled) {
			t.Errorf("Result = %v, want the cause and context.Canceled", err)
		}
		if s := e.Stats(); s.Queued != 0 || s.Canceled != 1 {
			t.Errorf("Stats = %+v", s)
		}
		release()
	})
}

func TestContextHasEndedBefore(t *testing.T) {
	e := run.NewExecutor(1, 0)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	f := run.IOBound(ctx, answer(1), run.On(e))
	if _, err := f.Result(); !errors.Is(err, context.Canceled) {
		t.Errorf("Result = %v, want context.Canceled at once", err)
	}
}

func TestContextEndsWhileRunning(t *testing.T) {
	e := run.NewExecutor(1, 0)
	why := errors.New("page closed")
	ctx, cancel := context.WithCancelCause(context.Background())
	started := make(chan struct{})
	f := run.IOBound(ctx, func(ctx context.Context) (int, error) {
		close(started)
		<-ctx.Done()
		return 0, ctx.Err()
	}, run.On(e))
	<-started
	cancel(why)
	if _, err := f.Await(context.Background()); !errors.Is(err, why) || !errors.Is(err, context.Canceled) {
		t.Errorf("Await = %v, want the cause and context.Canceled", err)
	}
	if s := e.Stats(); s.Canceled != 1 || s.Failed != 0 {
		t.Errorf("Stats = %+v", s)
	}
}

func TestQueueTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := run.NewExecutor(1, 0)
		_, release := occupy(t, e)
		begin := time.Now()
		f := run.IOBound(t.Context(), answer(1), run.On(e), run.Name("load"), run.QueueTimeout(2*time.Second))
		_, err := f.Await(t.Context())
		var timeout *run.TimeoutError
		if !errors.As(err, &timeout) || timeout.Phase != run.Queued || timeout.Name != "load" {
			t.Errorf("Await = %v, want a TimeoutError of phase Queued", err)
		}
		if !errors.Is(err, context.DeadlineExceeded) || err.Error() != "run: load was queued for longer than 2s" {
			t.Errorf("Await = %v", err)
		}
		if took := time.Since(begin); took != 2*time.Second {
			t.Errorf("after %v", took)
		}
		release()
		synctest.Wait()
		if s := e.Stats(); s.TimedOut != 1 || s.Done != 1 || s.Queued != 0 {
			t.Errorf("Stats = %+v", s)
		}
	})
}

func TestQueueTimeoutDoesNotCountTheRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := run.NewExecutor(1, 0)
		_, release := occupy(t, e)
		f := run.IOBound(t.Context(), func(context.Context) (int, error) {
			time.Sleep(time.Minute)
			return 1, nil
		}, run.On(e), run.QueueTimeout(2*time.Second))
		time.Sleep(time.Second)
		release()
		if v, err := f.Await(t.Context()); v != 1 || err != nil {
			t.Errorf("Await = %d, %v", v, err)
		}
	})
}

func TestRunTimeout(t *testing.T) {
	for name, fn := range map[string]func(context.Context) (int, error){
		"obedient": func(ctx context.Context) (int, error) { <-ctx.Done(); return 0, ctx.Err() },
		"deaf":     func(context.Context) (int, error) { time.Sleep(time.Hour); return 9, nil },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				e := run.NewExecutor(1, 0)
				_, release := occupy(t, e)
				f := run.IOBound(t.Context(), fn, run.On(e), run.Name("load"), run.RunTimeout(3*time.Second))
				time.Sleep(time.Minute) // in the queue, which does not count
				release()
				begin := time.Now()
				_, err := f.Await(t.Context())
				var timeout *run.TimeoutError
				if !errors.As(err, &timeout) || timeout.Phase != run.Running || timeout.Name != "load" {
					t.Errorf("Await = %v, want a TimeoutError of phase Running", err)
				}
				if took := time.Since(begin); took != 3*time.Second {
					t.Errorf("after %v", took)
				}
				time.Sleep(2 * time.Hour)
				if s := e.Stats(); s.TimedOut != 1 || s.Done != 1 || s.Running != 0 || s.Abandoned != 0 {
					t.Errorf("Stats = %+v", s)
				}
			})
		})
	}
}

func TestRunTimeoutIsTheFunctionsDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		want := time.Now().Add(time.Second)
		f := run.IOBound(t.Context(), func(ctx context.Context) (time.Time, error) {
			d, _ := ctx.Deadline()
			return d, nil
		}, run.RunTimeout(time.Second), run.On(&run.Executor{}))
		if got, err := f.Await(t.Context()); !got.Equal(want) || err != nil {
			t.Errorf("Deadline = %v, %v, want %v", got, err, want)
		}
	})
}

type key struct{}

func TestFunctionContext(t *testing.T) {
	parent, cancel := context.WithCancel(context.WithValue(context.Background(), key{}, "v"))
	defer cancel()
	f := run.IOBound(parent, func(ctx context.Context) (context.Context, error) {
		if ctx.Value(key{}) != "v" || ctx.Err() != nil || context.Cause(ctx) != nil {
			t.Errorf("value %v, error %v", ctx.Value(key{}), ctx.Err())
		}
		if _, ok := ctx.Deadline(); ok {
			t.Error("a deadline without a run timeout")
		}
		child, stop := context.WithCancel(ctx)
		defer stop()
		if child.Err() != nil {
			t.Error("a child of the context has ended")
		}
		return child, nil
	})
	child, err := f.Await(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	<-child.Done() // the function has returned
}

func TestFunctionContextEndsWithTheFunction(t *testing.T) {
	f := run.IOBound(t.Context(), func(ctx context.Context) (context.Context, error) { return ctx, nil })
	ctx, err := f.Await(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	<-ctx.Done()
	if ctx.Err() != context.Canceled {
		t.Errorf("Err = %v", ctx.Err())
	}
}
