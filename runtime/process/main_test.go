//go:build linux

package process

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

func TestMain(m *testing.M) {
	if os.Getenv("BGKIT_TEST_EXIT") != "" && IsWorker() {
		fmt.Fprintln(os.Stderr, "no licence found")
		os.Exit(7)
	}
	if os.Getenv("BGKIT_TEST_HANG") != "" && IsWorker() {
		select {}
	}
	Main()
	os.Setenv("GORACE", "atexit_sleep_ms=0") // or each worker takes a second to end
	if f := helpers[os.Getenv("BGKIT_TEST_HELPER")]; f != nil {
		f()
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// helpers are programs of their own that tests start: this binary again, with
// BGKIT_TEST_HELPER set.
var helpers = map[string]func(){}

var errSpecial = RegisterError("test.special", errors.New("special"))

type echoArgs struct {
	Text string
	Data []byte
	N    int
}

var (
	echo = Register("echo", func(_ context.Context, a echoArgs) (echoArgs, error) { return a, nil })
	pid  = Register("pid", func(context.Context, struct{}) (int, error) { return os.Getpid(), nil })
	fail = Register("fail", func(_ context.Context, text string) (int, error) {
		return 0, fmt.Errorf("%s: %w", text, errSpecial)
	})
	throw = Register("throw", func(_ context.Context, text string) (int, error) { panic(text) })
	exits = Register("exit", func(_ context.Context, code int) (int, error) {
		fmt.Fprintln(os.Stderr, "leaving without a word")
		os.Exit(code)
		return 0, nil
	})
	goexit = Register("goexit", func(context.Context, int) (int, error) { runtime.Goexit(); return 0, nil })
	spin   = Register("spin", func(_ context.Context, started *Buffer) (int, error) {
		started.Bytes()[0] = 1
		for {
			spins.Add(1)
		}
	})
	obedient = Register("obedient", func(ctx context.Context, started *Buffer) (int, error) {
		started.Bytes()[0] = 1
		<-ctx.Done()
		return 0, context.Cause(ctx)
	})
	nap = Register("nap", func(ctx context.Context, d time.Duration) (int, error) {
		time.Sleep(d)
		return 1, nil
	})
	eat = Register("eat", func(_ context.Context, limit int) (int, error) {
		var all [][]byte
		for n := 0; n < limit; n += 1 << 20 {
			all = append(all, bytes.Repeat([]byte{1}, 1<<20))
			time.Sleep(time.Millisecond)
		}
		return len(all), nil
	})
	noisy = Register("noisy", func(_ context.Context, text string) (int, error) {
		fmt.Print(text)
		return os.Stdout.WriteString(text)
	})
	vandal = Register("vandal", func(_ context.Context, text string) (int, error) {
		// The protocol's descriptors are the sockets: write to each.
		for fd := 3; fd < 20; fd++ {
			if to, _ := os.Readlink(fmt.Sprintf("/proc/self/fd/%d", fd)); strings.HasPrefix(to, "socket:") {
				syscall.Write(fd, []byte(text))
			}
		}
		return 0, nil
	})
	liar  = Register("liar", func(context.Context, int) (any, error) { return map[string]any{"f": struct{ X int }{1}}, nil })
	count = Register("count", func(ctx context.Context, n int) (int, error) {
		for i := range n {
			if err := Progress(ctx, i); err != nil {
				return i, err
			}
		}
		return n, nil
	})
	fillBuffer = Register("fill", func(_ context.Context, a fillArgs) (int, error) {
		data := a.B.Bytes()
		for i := range data {
			data[i] = a.V
		}
		return a.B.Len(), a.B.Close()
	})
	makeBuffer = Register("make", func(_ context.Context, a fillArgs) (*Buffer, error) {
		b, err := NewBuffer(a.N)
		if err == nil {
			for i := range b.Bytes() {
				b.Bytes()[i] = a.V
			}
		}
		return b, err
	})
	same   = Register("same", func(_ context.Context, b *Buffer) (*Buffer, error) { return b, nil })
	nestIt = Register("nest", func(ctx context.Context, _ int) (string, error) {
		_, err := pid.Submit(ctx, struct{}{})
		return fmt.Sprint(err), nil
	})
	chatty = Register("chatty", func(_ context.Context, n int) (int, error) {
		for i := range n {
			fmt.Fprintf(os.Stderr, "line %d\n", i)
		}
		panic(os.Stderr.Sync())
	})
)

var spins atomic.Int64 // a plain one does not exist for the compiler in an endless loop, nor does the store before it

type fillArgs struct {
	B *Buffer
	N int
	V byte
}

// newPool makes a pool and checks at the end that nothing of it is left.
func newPool(t testing.TB, cfg Config) *Pool {
	t.Helper()
	if cfg.Stderr == nil {
		cfg.Stderr = io.Discard
	}
	if cfg.Grace == 0 {
		cfg.Grace = 100 * time.Millisecond
	}
	before := countThings()
	p := New(cfg)
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := p.Shutdown(ctx); err != nil {
			t.Errorf("shutdown: %v", err)
		}
		s := p.Stats()
		if ended := s.Done + s.Failed + s.Panicked + s.Crashed + s.Canceled + s.TimedOut; s.Submitted != ended || s.Queued+s.Running+s.Workers+s.Idle+s.Starting != 0 {
			t.Errorf("after shutdown %d calls ended of %d: %+v", ended, s.Submitted, s)
		}
		checkThings(t, before)
	})
	return p
}

// things are what a pool must not leave behind.
type things struct{ goroutines, fds, children, maps int }

func countThings() (c things) {
	c.goroutines = runtime.NumGoroutine()
	fds, _ := os.ReadDir("/proc/self/fd")
	for _, f := range fds {
		if to, err := os.Readlink("/proc/self/fd/" + f.Name()); err == nil && !strings.Contains(to, "anon_inode") && !strings.HasPrefix(to, "/proc") {
			c.fds++
		}
	}
	c.children = len(children(os.Getpid()))
	maps, _ := os.ReadFile("/proc/self/maps")
	c.maps = bytes.Count(maps, []byte("memfd:bgkit"))
	return c
}

// children are the processes, also dead ones not reaped, of a parent.
func children(parent int) (pids []int) {
	files, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, f := range files {
		data, _ := os.ReadFile(f)
		_, rest, _ := strings.Cut(string(data), ") ")
		if fields := strings.Fields(rest); len(fields) > 1 && fields[1] == strconv.Itoa(parent) {
			n, _ := strconv.Atoi(filepath.Base(filepath.Dir(f)))
			pids = append(pids, n)
		}
	}
	return pids
}

func checkThings(t testing.TB, before things) {
	t.Helper()
	var after things
	if !eventually(5*time.Second, func() bool {
		after = countThings()
		return after.goroutines <= before.goroutines && after.fds <= before.fds && after.children <= before.children && after.maps <= before.maps
	}) {
		buf := make([]byte, 1<<20)
		t.Errorf("left behind: before %+v, after %+v\n%s", before, after, buf[:runtime.Stack(buf, true)])
	}
}

// eventually waits for a condition that nothing signals.
func eventually(limit time.Duration, ok func() bool) bool {
	for end := time.Now().Add(limit); ; time.Sleep(time.Millisecond) {
		if ok() {
			return true
		}
		if time.Now().After(end) {
			return false
		}
	}
}

// call submits and waits.
func call[A, R any](t testing.TB, p *Pool, task *Task[A, R], args A, opts ...Option) (R, error) {
	t.Helper()
	c, err := task.Submit(context.Background(), args, append(opts, On(p))...)
	if err != nil {
		var zero R
		return zero, err
	}
	return wait(t, c)
}

func wait[R any](t testing.TB, c *Call[R]) (R, error) {
	t.Helper()
	select {
	case <-c.Done():
	case <-time.After(30 * time.Second):
		t.Fatal("call did not end")
	}
	return c.Result()
}

func newBuffer(t testing.TB, size int) *Buffer {
	t.Helper()
	b, err := NewBuffer(size)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

// works fails the test unless the pool runs a call.
func works(t testing.TB, p *Pool) {
	t.Helper()
	if got, err := call(t, p, echo, echoArgs{N: 3}); err != nil || got.N != 3 {
		t.Errorf("next call: %v, %v", got, err)
	}
}

func collect() { runtime.GC() }
