//go:build linux

package process

import (
	"context"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

type markArgs struct {
	File string
	N    uint32
}

// mark notes in a file that call N was started, and takes a moment.
var mark = Register("mark", func(_ context.Context, a markArgs) (uint32, error) {
	f, err := os.OpenFile(a.File, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	_, err = f.Write(binary.LittleEndian.AppendUint32(nil, a.N))
	return a.N, err
})

func markFile(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "marks")
	if err := os.WriteFile(name, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// marks is how often each call was started.
func marks(t *testing.T, name string) map[uint32]int {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil || len(data)%4 != 0 {
		t.Fatal(len(data), err)
	}
	m := map[uint32]int{}
	for ; len(data) > 0; data = data[4:] {
		m[binary.LittleEndian.Uint32(data)]++
	}
	return m
}

// behind has a worker run a task that waits, and sends n marks ahead of it.
func behind(t *testing.T, ctx context.Context, p *Pool, name string, n int, opts ...Option) (first *Call[int], ahead []*Call[uint32]) {
	t.Helper()
	first = start(t, t.Context(), p, obedient)
	for i := range n {
		c, err := mark.Submit(ctx, markArgs{name, uint32(i)}, append(opts, On(p))...)
		if err != nil {
			t.Fatal(err)
		}
		ahead = append(ahead, c)
	}
	p.mu.Lock()
	w := first.own.worker
	w.pace = 1
	for range n { // a share of the queue each time
		p.sendAheadLocked(w, time.Now())
	}
	sent := len(w.ahead)
	p.mu.Unlock()
	w.flush()
	if s := p.Stats(); sent != n || s.Queued != n {
		t.Fatalf("%d calls sent ahead, not %d: %+v", sent, n, s)
	}
	return first, ahead
}

func workerOf[R any](p *Pool, c *Call[R]) *worker {
	p.mu.Lock()
	defer p.mu.Unlock()
	return c.own.worker
}

// A worker is killed with calls ahead: the one that it runs fails, the others
// are run by the next worker, once.
func TestAheadKilled(t *testing.T) {
	p := newPool(t, Config{MaxWorkers: 1})
	p.check = time.Hour
	name := markFile(t)
	first, ahead := behind(t, t.Context(), p, name, 10)
	workerOf(p, first).process.Signal(syscall.SIGKILL)
	_, err := wait(t, first)
	if crash := crashOf(t, err); crash.Task != "obedient" || crash.Signal != syscall.SIGKILL {
		t.Error(err)
	}
	for i, c := range ahead {
		if n, err := wait(t, c); n != uint32(i) || err != nil {
			t.Error(i, n, err)
		}
	}
	for n, times := range marks(t, name) {
		if times != 1 {
			t.Errorf("call %d was started %d times", n, times)
		}
	}
	if s := p.Stats(); s.Crashed != 1 || s.Done != 10 || s.WorkerDeaths != 1 {
		t.Errorf("%+v", s)
	}
}

// Calls that were sent ahead end in every way that queued ones do, without the
// running one.
func TestAheadEnds(t *testing.T) {
	p := newPool(t, Config{MaxWorkers: 1, Grace: time.Minute})
	p.check = time.Hour
	name := markFile(t)
	first, ahead := behind(t, t.Context(), p, name, 3, QueueTimeout(100*time.Millisecond))
	for _, c := range ahead {
		if _, err := wait(t, c); !errors.Is(err, ErrQueueTimeout) {
			t.Error(err)
		}
	}
	first.Cancel()
	wait(t, first)

	ctx, cancel := context.WithCancelCause(t.Context())
	first, ahead = behind(t, ctx, p, name, 3)
	cancel(errSpecial)
	for _, c := range ahead {
		if _, err := wait(t, c); !errors.Is(err, context.Canceled) || !errors.Is(err, errSpecial) {
			t.Error(err)
		}
	}
	first.Cancel()
	wait(t, first)
	if m := marks(t, name); len(m) != 0 {
		t.Error(m)
	}

	first, ahead = behind(t, t.Context(), p, name, 3)
	ahead[1].Cancel()
	if _, err := wait(t, ahead[1]); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if _, err := first.Result(); err != ErrPending {
		t.Error("the running call ended too:", err)
	}
	first.Cancel()
	for _, i := range []int{0, 2} {
		if n, err := wait(t, ahead[i]); n != uint32(i) || err != nil {
			t.Error(i, n, err)
		}
	}
	if m := marks(t, name); m[0] != 1 || m[1] != 0 || m[2] != 1 {
		t.Error(m)
	}
}

// A call's run timeout does not count the time that it waits behind another.
func TestAheadTimeout(t *testing.T) {
	p := newPool(t, Config{MaxWorkers: 1, Grace: time.Minute})
	p.check = time.Hour
	first, ahead := behind(t, t.Context(), p, markFile(t), 5, Timeout(200*time.Millisecond))
	select {
	case <-ahead[0].Done():
		t.Error(ahead[0].Result())
	case <-time.After(300 * time.Millisecond):
	}
	first.Cancel()
	for i, c := range ahead {
		if n, err := wait(t, c); n != uint32(i) || err != nil {
			t.Error(n, err)
		}
	}
}

// Calls behind a task that turns out to be slow are run elsewhere.
func TestAheadOfSlow(t *testing.T) {
	p := newPool(t, Config{MaxWorkers: 2, Grace: time.Minute})
	other := start(t, t.Context(), p, obedient)
	name := markFile(t)
	first, ahead := behind(t, t.Context(), p, name, 10)
	if !eventually(10*time.Second, func() bool {
		p.mu.Lock()
		defer p.mu.Unlock()
		return p.ahead == 0 && p.queue.n == 10
	}) {
		t.Fatalf("not given back: %+v", p.Stats())
	}
	other.Cancel()
	for i, c := range ahead {
		if n, err := wait(t, c); n != uint32(i) || err != nil {
			t.Error(i, n, err)
		}
	}
	if _, err := first.Result(); err != ErrPending {
		t.Error(err)
	}
	first.Cancel()
	wait(t, first)
	if m := marks(t, name); len(m) != 10 {
		t.Error(m)
	}
}

func TestAheadShutdown(t *testing.T) {
	p := newPool(t, Config{MaxWorkers: 1, Grace: time.Minute})
	p.check = time.Hour
	name := markFile(t)
	first, ahead := behind(t, t.Context(), p, name, 5)
	var wg sync.WaitGroup
	wg.Go(func() { p.Shutdown(t.Context()) })
	for _, c := range ahead {
		if _, err := wait(t, c); !errors.Is(err, ErrShutdown) {
			t.Error(err)
		}
	}
	first.Cancel()
	wg.Wait()
	if m := marks(t, name); len(m) != 0 {
		t.Error(m)
	}
}

// Under load many calls are sent ahead; a worker's limit of tasks holds.
func TestAheadTasksPerWorker(t *testing.T) {
	p := newPool(t, Config{MaxWorkers: 2, TasksPerWorker: 50})
	var mu sync.Mutex
	tasks := map[int]int{}
	var wg sync.WaitGroup
	for range 64 {
		wg.Go(func() {
			for range 20 {
				n, err := call(t, p, pid, struct{}{})
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				tasks[n]++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	for n, times := range tasks {
		if times > 50 {
			t.Errorf("worker %d ran %d tasks", n, times)
		}
	}
}

// Workers are killed, and calls cancelled, at random while 64 callers have
// calls sent ahead. Nothing is started twice, a kill fails one call at most,
// and what is said not to have started was not.
func TestAheadRandom(t *testing.T) {
	limit := 5 * time.Second
	if testing.Short() {
		limit = time.Second
	}
	p := newPool(t, Config{MaxWorkers: 2, CrashLimit: -1, BackoffMin: time.Millisecond, BackoffMax: 5 * time.Millisecond, Grace: time.Minute})
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	name := markFile(t)
	var kills, sent atomic.Int64
	var mu sync.Mutex
	good, crashed, cancelled := map[uint32]bool{}, map[uint32]bool{}, map[uint32]bool{}
	var wg sync.WaitGroup
	for g := range 64 {
		wg.Go(func() {
			for i := uint32(g) << 24; ctx.Err() == nil; i++ {
				c, err := mark.Submit(context.Background(), markArgs{name, i}, On(p))
				if err != nil {
					t.Error(err)
					return
				}
				if i%8 == 0 {
					time.Sleep(time.Duration(rand.IntN(300)) * time.Microsecond)
					c.Cancel()
				}
				n, err := wait(t, c)
				var crash *CrashError
				mu.Lock()
				switch {
				case err == nil && n == i:
					good[i] = true
				case errors.As(err, &crash) && crash.Signal == syscall.SIGKILL:
					crashed[i] = true
				case errors.Is(err, context.Canceled):
					cancelled[i] = true
				default:
					t.Errorf("call %d: %d, %v", i, n, err)
				}
				mu.Unlock()
			}
		})
	}
	wg.Go(func() { killUntil(ctx, p, &kills) })
	wg.Go(func() {
		for ctx.Err() == nil {
			p.mu.Lock()
			sent.Add(int64(p.ahead))
			p.mu.Unlock()
			time.Sleep(time.Millisecond)
		}
	})
	wg.Wait()
	t.Logf("%d results, %d crashes, %d cancelled, %d kills, %d seen ahead", len(good), len(crashed), len(cancelled), kills.Load(), sent.Load())
	if len(good) == 0 || len(crashed) == 0 || len(cancelled) == 0 || sent.Load() == 0 || int64(len(crashed)) > kills.Load() {
		t.Error("nothing was tested, or kills and crashes do not agree")
	}
	m := marks(t, name)
	for n, times := range m {
		if times != 1 || cancelled[n] {
			t.Errorf("call %x was started %d times; cancelled before: %v", n, times, cancelled[n])
		}
	}
	for n := range good {
		if m[n] != 1 {
			t.Errorf("call %x has a result and was not started", n)
		}
	}
	works(t, p)
}
