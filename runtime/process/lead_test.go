//go:build linux

package process

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// await submits and waits by Await.
func await[A, R any](t testing.TB, p *Pool, ctx context.Context, task *Task[A, R], args A, opts ...Option) (R, error) {
	t.Helper()
	c, err := task.Submit(t.Context(), args, append(opts, On(p))...)
	if err != nil {
		t.Fatal(err)
	}
	return c.Await(ctx)
}

// leads runs a call that makes the pool's only worker expect a caller to lead.
func leads(t testing.TB, p *Pool) {
	t.Helper()
	if !eventually(10*time.Second, func() bool {
		if _, err := await(t, p, t.Context(), pid, struct{}{}); err != nil {
			t.Fatal(err)
		}
		return p.vacant.Load() == 1
	}) {
		t.Fatal("nobody may lead")
	}
}

func TestAwait(t *testing.T) {
	p := newPool(t, Config{MaxWorkers: 1})
	for i := range 1000 {
		if got, err := await(t, p, t.Context(), echo, echoArgs{N: i}); err != nil || got.N != i {
			t.Fatal(got, err)
		}
	}
	data := make([]byte, 1<<20)
	leads(t, p)
	if got, err := await(t, p, t.Context(), echo, echoArgs{Data: data}); err != nil || len(got.Data) != len(data) {
		t.Error(err)
	}
	var got []int
	leads(t, p)
	if n, err := await(t, p, t.Context(), count, 100, OnProgress(func(i int) { got = append(got, i) })); n != 100 || err != nil || len(got) != 100 {
		t.Error(n, err, len(got))
	}
	leads(t, p)
	var crash *CrashError
	if _, err := await(t, p, t.Context(), exits, 3); !errors.As(err, &crash) || crash.ExitCode != 3 {
		t.Error(err)
	}
	works(t, p)
}

// A caller that leads leaves when its context ends, and the call goes on.
func TestAwaitLeaves(t *testing.T) {
	p := newPool(t, Config{MaxWorkers: 1, Grace: time.Minute})
	for range 20 {
		leads(t, p)
		c := start(t, t.Context(), p, obedient)
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		if _, err := c.Await(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Fatal(err)
		}
		cancel()
		c.Cancel()
		if _, err := c.Await(t.Context()); !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
	}
}

// Calls that nobody awaits end too, when the worker expects a caller to lead.
func TestUnattended(t *testing.T) {
	p := newPool(t, Config{MaxWorkers: 1})
	for _, attend := range []func(*Call[int], func()){
		func(c *Call[int], ended func()) { c.OnDone(ended) },
		func(c *Call[int], ended func()) { c.OnDoneLazy(ended) },
		func(c *Call[int], ended func()) { go func() { <-c.Done(); ended() }() },
		func(c *Call[int], ended func()) {
			for _, err := c.Result(); err == ErrPending; _, err = c.Result() {
				runtime.Gosched()
			}
			ended()
		},
		func(c *Call[int], ended func()) { go func() { c.Await(context.Background()); ended() }() },
	} {
		leads(t, p)
		c, err := pid.Submit(t.Context(), struct{}{}, On(p))
		if err != nil {
			t.Fatal(err)
		}
		ended := make(chan struct{})
		attend(c, func() { close(ended) })
		<-ended
	}
	// A queue behind an unattended call.
	leads(t, p)
	for range 3 {
		if _, err := pid.Submit(t.Context(), struct{}{}, On(p)); err != nil {
			t.Fatal(err)
		}
	}
	works(t, p)
	// An idle worker that dies is noticed.
	leads(t, p)
	p.mu.Lock()
	for w := range p.workers {
		w.process.Signal(syscall.SIGKILL)
	}
	p.mu.Unlock()
	if !eventually(10*time.Second, func() bool { return p.Stats().WorkerDeaths == 1 }) {
		t.Error("the death of an idle worker was not noticed")
	}
	works(t, p)
}

// A progress function that ends its goroutine ends that of the caller, not the
// worker's service.
func TestAwaitGoexit(t *testing.T) {
	p := newPool(t, Config{MaxWorkers: 1})
	leads(t, p)
	c, err := count.Submit(t.Context(), 3, On(p), OnProgress(func(i int) {
		if i == 1 {
			runtime.Goexit()
		}
	}))
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	wg.Go(func() { c.Await(t.Context()) })
	wg.Wait()
	if p.vacant.Load() == 0 { // the caller led
		if n, err := wait(t, c); n != 3 || err != nil {
			t.Error(n, err)
		}
	}
	works(t, p)
}

// TestRandomKill's faults with callers that lead, and leave when they like.
func TestRandomKillAwait(t *testing.T) {
	limit := 5 * time.Second
	if testing.Short() {
		limit = time.Second
	}
	p := newPool(t, Config{MaxWorkers: 4, WarmSpares: 1, CrashLimit: -1, BackoffMin: time.Millisecond, BackoffMax: 5 * time.Millisecond})
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	var good, crashed, kills, left atomic.Int64
	var wg sync.WaitGroup
	for n := range 3 { // fewer than workers: callers lead
		wg.Go(func() {
			for i := n * 100_000_000; ctx.Err() == nil; i++ {
				c, err := echo.Submit(context.Background(), echoArgs{N: i}, On(p))
				if err != nil {
					t.Error(err)
					return
				}
				hurry, stop := context.WithTimeout(context.Background(), time.Duration(rand.IntN(300))*time.Microsecond)
				got, err := c.Await(hurry)
				stop()
				if errors.Is(err, context.DeadlineExceeded) {
					left.Add(1)
					got, err = wait(t, c)
				}
				var crash *CrashError
				switch {
				case err == nil && got.N == i:
					good.Add(1)
				case errors.As(err, &crash) && crash.Signal == syscall.SIGKILL:
					crashed.Add(1)
				default:
					t.Errorf("call %d: %v, %v", i, got.N, err)
				}
			}
		})
	}
	wg.Go(func() { killUntil(ctx, p, &kills) })
	wg.Wait()
	t.Logf("%d results, %d crashes, %d kills, %d left", good.Load(), crashed.Load(), kills.Load(), left.Load())
	if good.Load() == 0 || crashed.Load() == 0 || left.Load() == 0 {
		t.Error("nothing was tested")
	}
	works(t, p)
}

// endReader reads frames within during until an error.
type endReader struct {
	in    *frameReader
	kinds []byte
	err   error
}

func (r *endReader) come() bool {
	for {
		f, err := r.in.next()
		if err == errLater {
			return false
		}
		if r.err = err; err != nil {
			return true
		}
		r.kinds = append(r.kinds, f.kind)
	}
}

// The end of a link that is announced together with data is not missed,
// whether closeRead comes before the data is read or after.
func TestEndWithData(t *testing.T) {
	for i := range 200 {
		near, far, err := socketPair()
		if err != nil {
			t.Fatal(err)
		}
		l, err := newLink(near, nil)
		if err != nil {
			t.Fatal(err)
		}
		head := make([]byte, headerSize)
		if err := putHeader(head, kindResult, 0, 1); err != nil {
			t.Fatal(err)
		}
		if _, err := far.Write(head); err != nil {
			t.Fatal(err)
		}
		far.Close()
		r := &endReader{in: newFrameReader(l)}
		var wg sync.WaitGroup
		if wg.Go(l.closeRead); i%2 == 0 {
			wg.Wait()
		}
		for {
			err := l.during(r, i%4 < 2)
			if !errors.Is(err, os.ErrDeadlineExceeded) {
				break
			}
			l.resume()
		}
		wg.Wait()
		if r.err != io.EOF || string(r.kinds) != string([]byte{kindResult}) {
			t.Fatal(r.err, r.kinds)
		}
		l.close()
	}
}
