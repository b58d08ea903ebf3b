//go:build linux

package process

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// crashOf is the CrashError in err, for tests that expect one.
func crashOf(t *testing.T, err error) *CrashError {
	t.Helper()
	var crash *CrashError
	if !errors.As(err, &crash) {
		t.Fatalf("not a crash: %v", err)
	}
	return crash
}

// start submits a task that says through a buffer that it runs, and waits for
// that.
func start(t *testing.T, ctx context.Context, p *Pool, task *Task[*Buffer, int], opts ...Option) *Call[int] {
	t.Helper()
	b := newBuffer(t, 1)
	c, err := task.Submit(ctx, b, append(opts, On(p))...)
	if err != nil {
		t.Fatal(err)
	}
	if !eventually(20*time.Second, func() bool { return b.Bytes()[0] == 1 }) {
		t.Fatal("task does not run")
	}
	return c
}

func TestEndlessLoop(t *testing.T) {
	p := newPool(t, Config{MaxWorkers: 1, TaskTimeout: 300 * time.Millisecond})
	c := start(t, t.Context(), p, spin)
	_, err := wait(t, c)
	if crash := crashOf(t, err); crash.Signal != syscall.SIGKILL || !errors.Is(err, ErrTaskTimeout) || !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	works(t, p)
	if s := p.Stats(); s.TimedOut != 1 || s.Killed != 1 || s.WorkerDeaths != 0 {
		t.Errorf("%+v", s)
	}
}

func TestCancelRunning(t *testing.T) {
	p := newPool(t, Config{MaxWorkers: 1, Grace: time.Minute})
	c := start(t, t.Context(), p, obedient)
	c.Cancel()
	_, err := wait(t, c)
	var remote *RemoteError
	if !errors.As(err, &remote) || !errors.Is(err, context.Canceled) {
		t.Errorf("asked: %v", err)
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	c = start(t, ctx, p, obedient)
	cancel(errSpecial)
	if _, err := wait(t, c); !errors.Is(err, context.Canceled) || !errors.Is(err, errSpecial) {
		t.Errorf("by context: %v", err)
	}
	c = start(t, t.Context(), p, spin, Grace(-1))
	c.Cancel()
	_, err = wait(t, c)
	if crash := crashOf(t, err); crash.Reason != context.Canceled {
		t.Errorf("killed: %v", err)
	}
	works(t, p)
	if s := p.Stats(); s.Canceled != 3 || s.Started != 2 {
		t.Errorf("%+v", s)
	}
}

func TestCancelQueued(t *testing.T) {
	p := newPool(t, Config{MaxWorkers: 1, QueueBound: 3})
	running := start(t, t.Context(), p, obedient)
	ctx, cancel := context.WithCancel(t.Context())
	byContext, err1 := pid.Submit(ctx, struct{}{}, On(p))
	byCall, err2 := pid.Submit(t.Context(), struct{}{}, On(p))
	tooLong, err3 := pid.Submit(t.Context(), struct{}{}, On(p), QueueTimeout(time.Millisecond))
	if err := errors.Join(err1, err2, err3); err != nil {
		t.Fatal(err)
	}
	if _, err := wait(t, tooLong); !errors.Is(err, ErrQueueTimeout) {
		t.Error(err)
	}
	last, err := pid.Submit(t.Context(), struct{}{}, On(p))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := pid.Submit(t.Context(), struct{}{}, On(p)); !errors.Is(err, ErrSaturated) {
		t.Errorf("full queue: %v", err)
	}
	if _, err := last.Result(); err != ErrPending {
		t.Error(err)
	}
	cancel()
	byCall.Cancel()
	for _, c := range []*Call[int]{byContext, byCall} {
		if _, err := wait(t, c); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	}
	if _, err := pid.Submit(ctx, struct{}{}, On(p)); !errors.Is(err, context.Canceled) {
		t.Errorf("ended context: %v", err)
	}
	running.Cancel()
	if _, err := wait(t, last); err != nil {
		t.Error(err)
	}
	if s := p.Stats(); s.Rejected != 1 || s.Canceled != 3 || s.TimedOut != 1 || s.Done != 1 {
		t.Errorf("%+v", s)
	}
}

func TestNoQueue(t *testing.T) {
	p := newPool(t, Config{MaxWorkers: 1, QueueBound: NoQueue})
	c := start(t, t.Context(), p, obedient)
	if _, err := pid.Submit(t.Context(), struct{}{}, On(p)); !errors.Is(err, ErrSaturated) {
		t.Error(err)
	}
	c.Cancel()
	<-c.Done()
	works(t, p)
}

func TestRubbish(t *testing.T) {
	out, err := os.Create(filepath.Join(t.TempDir(), "stdout"))
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	own := stdout
	stdout = out // what the worker inherits
	defer func() { stdout = own }()
	p := newPool(t, Config{MaxWorkers: 1})
	text := strings.Repeat("\x00\x01rubbish\xff", 100)
	if _, err := call(t, p, noisy, text); err != nil {
		t.Error("stdout:", err)
	}
	if got, _ := os.ReadFile(out.Name()); string(got) != text+text {
		t.Errorf("stdout has %d bytes", len(got))
	}
	for _, text := range []string{text, "{}", string(make([]byte, 24)), "\xff\xff\xff\x3f" + text} {
		_, err := call(t, p, vandal, text)
		if crash := crashOf(t, err); !errors.Is(crash.Reason, ErrProtocol) {
			t.Errorf("protocol: %v", err)
		}
		works(t, p)
	}
}

func TestStderrTail(t *testing.T) {
	var all strings.Builder
	p := newPool(t, Config{MaxWorkers: 1, StderrTail: 100, Stderr: &all})
	if _, err := call(t, p, chatty, 1000); err == nil {
		t.Error("no panic")
	}
	_, err := call(t, p, exits, 1)
	if crash := crashOf(t, err); len(crash.Stderr) != 100 || !strings.HasSuffix(crash.Stderr, "line 999\nleaving without a word\n") {
		t.Errorf("%q", crash.Stderr)
	}
	if s := all.String(); !strings.HasPrefix(s, "line 0\nline 1\n") || !strings.HasSuffix(s, "word\n") {
		t.Errorf("mirrored %d bytes", len(s))
	}
}

func TestCrashLoop(t *testing.T) {
	deaths := make(chan *CrashError, 100)
	p := newPool(t, Config{MaxWorkers: 4, CrashLimit: 3, BackoffMin: time.Millisecond, BackoffMax: 200 * time.Millisecond,
		Env: []string{"BGKIT_TEST_EXIT=1"}, OnDeath: func(e *CrashError) { deaths <- e }})
	_, err := call(t, p, pid, struct{}{})
	crash := crashOf(t, err)
	if !errors.Is(err, ErrCrashLoop) || crash.ExitCode != 7 || crash.Stderr != "no licence found\n" {
		t.Errorf("%v", err)
	}
	if _, err := call(t, p, pid, struct{}{}); !errors.Is(err, ErrCrashLoop) {
		t.Errorf("while it pauses: %v", err)
	}
	if s := p.Stats(); s.Started != 3 || s.StartFailed != 3 {
		t.Errorf("%+v", s)
	}
	for range 3 {
		<-deaths
	}
	// After the pause one more is tried.
	if !eventually(10*time.Second, func() bool {
		call(t, p, pid, struct{}{})
		return p.Stats().Started == 4
	}) {
		t.Errorf("%+v", p.Stats())
	}
}

func TestStartFailures(t *testing.T) {
	p := newPool(t, Config{Command: []string{"/no/such/program"}})
	if _, err := call(t, p, pid, struct{}{}); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
	p = newPool(t, Config{StartTimeout: 50 * time.Millisecond, CrashLimit: 1, Env: []string{"BGKIT_TEST_HANG=1"}})
	if _, err := call(t, p, pid, struct{}{}); !errors.Is(err, ErrCrashLoop) || !strings.Contains(err.Error(), "process.Main first") {
		t.Error(err)
	}
	p = newPool(t, Config{Command: []string{"/bin/true"}, CrashLimit: 1})
	if _, err := call(t, p, pid, struct{}{}); !errors.Is(err, ErrCrashLoop) {
		t.Error(err)
	}
}

func TestShutdownBusy(t *testing.T) {
	p := newPool(t, Config{MaxWorkers: 1, Grace: 50 * time.Millisecond})
	stubborn := start(t, t.Context(), p, spin)
	queued, err := pid.Submit(t.Context(), struct{}{}, On(p))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := p.Shutdown(ctx); !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "spin") {
		t.Errorf("shutdown: %v", err)
	}
	if _, err := wait(t, queued); !errors.Is(err, ErrShutdown) {
		t.Error(err)
	}
	if _, err := wait(t, stubborn); !errors.Is(err, ErrShutdown) {
		t.Error(err)
	}
	if _, err := pid.Submit(t.Context(), struct{}{}, On(p)); !errors.Is(err, ErrShutdown) {
		t.Error(err)
	}

	p = newPool(t, Config{MaxWorkers: 1})
	finishing, err := nap.Submit(t.Context(), 100*time.Millisecond, On(p))
	if err != nil {
		t.Fatal(err)
	}
	if !eventually(10*time.Second, func() bool { return p.Stats().Running == 1 }) {
		t.Fatal("does not run")
	}
	if err := p.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
	if n, err := finishing.Result(); n != 1 || err != nil {
		t.Error("a running call was not let finish:", err)
	}
}
