//go:build linux

package process

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// Workers are killed at random under full load. Every call ends exactly once,
// with its own result or with an error that names the crash, and afterwards
// nothing is left (newPool checks).
func TestRandomKill(t *testing.T) {
	limit := 20 * time.Second
	if testing.Short() {
		limit = 2 * time.Second
	}
	p := newPool(t, Config{MaxWorkers: 4, WarmSpares: 1, CrashLimit: -1, BackoffMin: time.Millisecond, BackoffMax: 5 * time.Millisecond})
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	var good, crashed, kills atomic.Int64
	var wg sync.WaitGroup
	for n := range 8 {
		wg.Go(func() { submitUntil(ctx, t, p, n*1_000_000_000, &good, &crashed) })
	}
	wg.Go(func() { killUntil(ctx, p, &kills) })
	wg.Wait()
	s := p.Stats()
	t.Logf("%d results, %d crashes, %d kills; %+v", good.Load(), crashed.Load(), kills.Load(), s)
	if s.Submitted != uint64(good.Load()+crashed.Load()) || s.Done != uint64(good.Load()) || crashed.Load() > kills.Load() {
		t.Error("counts do not agree")
	}
	if good.Load() == 0 || crashed.Load() == 0 {
		t.Error("nothing was tested")
	}
	works(t, p)
}

func submitUntil(ctx context.Context, t *testing.T, p *Pool, n int, good, crashed *atomic.Int64) {
	b := newBuffer(t, 4096)
	for ; ctx.Err() == nil; n++ {
		var err error
		var ends atomic.Int32
		if n%4 == 0 { // shared memory too
			var c *Call[int]
			if c, err = fillBuffer.Submit(context.Background(), fillArgs{B: b, V: byte(n)}, On(p)); err == nil {
				_, err = wait(t, c)
				if err == nil && b.Bytes()[4095] != byte(n) {
					t.Errorf("call %d: wrong bytes", n)
				}
			}
		} else {
			var c *Call[echoArgs]
			if c, err = echo.Submit(context.Background(), echoArgs{N: n}, On(p)); err == nil {
				c.OnDone(func() { ends.Add(1) })
				var got echoArgs
				got, err = wait(t, c)
				if err == nil && got.N != n {
					t.Errorf("call %d got the result of %d", n, got.N)
				}
				if !eventually(time.Second, func() bool { return ends.Load() == 1 }) {
					t.Errorf("call %d ended %d times", n, ends.Load())
				}
			}
		}
		var crash *CrashError
		switch {
		case err == nil:
			good.Add(1)
		case errors.As(err, &crash) && crash.Signal == syscall.SIGKILL && crash.Task != "":
			crashed.Add(1)
		default:
			t.Errorf("call %d: %v", n, err)
		}
	}
}

// killUntil kills a random worker every few milliseconds, as somebody outside
// would.
func killUntil(ctx context.Context, p *Pool, kills *atomic.Int64) {
	for tick := time.NewTicker(10 * time.Millisecond); ; {
		select {
		case <-ctx.Done():
			tick.Stop()
			return
		case <-tick.C:
		}
		p.mu.Lock()
		var victims []*worker
		for w := range p.workers {
			if w.ready && w.reason == nil {
				victims = append(victims, w)
			}
		}
		if len(victims) > 0 {
			w := victims[rand.IntN(len(victims))]
			select {
			case <-w.exited:
			default:
				if w.process.Signal(syscall.SIGKILL) == nil {
					kills.Add(1)
				}
			}
		}
		p.mu.Unlock()
	}
}
