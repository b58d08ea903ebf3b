package run_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-bgkit/bgkit/runtime/run"
)

// Submitters, cancelers, timeouts, panics, nested calls, changes of the limits and finally a shutdown, all at once:
// every future ends exactly once, the counters agree, and no goroutine is left.
func TestEveryFutureEndsExactlyOnce(t *testing.T) {
	const submitters, each = 8, 2000
	before := runtime.NumGoroutine()
	e := run.NewExecutor(4, 64)
	var ended [submitters * each]atomic.Int32
	var callbacks, started atomic.Int64
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var wg sync.WaitGroup
	for s := range submitters {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(uint64(s), 0))
			for i := range each {
				id := s*each + i
				f := submitRandom(ctx, e, r, &started)
				f.Then(func(int, error) { ended[id].Add(1); callbacks.Add(1) })
				if r.IntN(4) == 0 {
					go f.Cancel()
				}
				if r.IntN(50) == 0 {
					e.SetLimit(1 + r.IntN(8))
					e.SetQueue([]int{run.NoQueue, run.Unbounded, 16, 64}[r.IntN(4)])
				}
				if r.IntN(4) == 0 {
					_, _ = f.Await(context.Background())
				}
			}
		})
	}
	wg.Go(func() {
		eventually(t, "most of the work", func() bool { return callbacks.Load() > submitters*each*3/4 })
		cancel()
		eventually(t, "more of the work", func() bool { return callbacks.Load() > submitters*each*7/8 })
		if err := e.Shutdown(context.Background()); err != nil {
			t.Error(err)
		}
	})
	wg.Wait()
	eventually(t, "all callbacks", func() bool { return callbacks.Load() >= submitters*each })
	for id := range ended {
		if n := ended[id].Load(); n != 1 {
			t.Fatalf("future %d ended %d times", id, n)
		}
	}
	st := e.Stats()
	if sum := st.Done + st.Failed + st.Panicked + st.Rejected + st.Canceled + st.TimedOut; sum != st.Submitted {
		t.Errorf("%d submitted, %d ended: %+v", st.Submitted, sum, st)
	}
	if st.Queued != 0 || st.Running != 0 || st.Awaiting != 0 || st.Abandoned != 0 {
		t.Errorf("left over: %+v", st)
	}
	t.Logf("%d functions ran: %+v", started.Load(), st)
	eventually(t, "the goroutines are gone", func() bool { return runtime.NumGoroutine() <= before })
}

func submitRandom(ctx context.Context, e *run.Executor, r *rand.Rand, started *atomic.Int64) *run.Future[int] {
	kind := r.IntN(8)
	opts := []run.Option{run.On(e)}
	if kind == 6 {
		opts = append(opts, run.QueueTimeout(time.Duration(r.IntN(300))*time.Microsecond))
	}
	if kind == 7 {
		opts = append(opts, run.RunTimeout(time.Duration(1+r.IntN(100))*time.Microsecond))
	}
	return run.IOBound(ctx, func(ctx context.Context) (int, error) {
		started.Add(1)
		switch kind {
		case 0:
			return 0, errors.New("failed")
		case 1:
			panic("boom")
		case 2:
			runtime.Goexit()
		case 3:
			return run.IOBound(ctx, answer(1), run.On(e)).Await(ctx)
		case 7:
			<-ctx.Done()
			return 0, ctx.Err()
		}
		return 1, nil
	}, opts...)
}
