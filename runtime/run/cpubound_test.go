package run_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/go-bgkit/bgkit/runtime/process"
	"github.com/go-bgkit/bgkit/runtime/run"
	"github.com/go-bgkit/bgkit/runtime/ui"
)

// pool makes a pool for the test and the option that submits to it.
func pool(t *testing.T, cfg process.Config) run.Option {
	p := process.New(cfg)
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		if err := p.Shutdown(ctx); err != nil {
			t.Error(err)
		}
	})
	return run.Process(process.On(p))
}

func TestCPUBound(t *testing.T) {
	on := pool(t, process.Config{MaxWorkers: 1})
	if v, err := run.CPUBound(t.Context(), sum, []int{1, 2, 3}, on).Await(t.Context()); v != 6 || err != nil {
		t.Errorf("Await = %d, %v", v, err)
	}
	var remote *process.RemoteError
	if _, err := run.CPUBound(t.Context(), refuse, "no", on).Await(t.Context()); !errors.As(err, &remote) {
		t.Errorf("Await = %v, want a RemoteError", err)
	}
	var crash *process.CrashError
	if _, err := run.CPUBound(t.Context(), die, 1, on).Await(t.Context()); !errors.As(err, &crash) || crash.ExitCode != 3 {
		t.Errorf("Await = %v, want a CrashError", err)
	}
	if v, err := run.CPUBound(t.Context(), sum, []int{4}, on).Await(t.Context()); v != 4 || err != nil {
		t.Errorf("after the crash: %d, %v", v, err)
	}
	var encode *process.EncodeError
	if _, err := run.CPUBound(t.Context(), send, make(chan int), on).Result(); !errors.As(err, &encode) {
		t.Errorf("Result = %v, want an EncodeError at once", err)
	}
}

func TestCPUBoundThenOnTheUIGoroutine(t *testing.T) {
	on := pool(t, process.Config{MaxWorkers: 1})
	var loop ui.Loop
	client := ui.NewClient(loop.Post)
	defer client.Delete()
	got := make(chan int, 1)
	run.CPUBound(client.Context(), sum, []int{1, 2}, on).Then(func(v int, err error) {
		if err != nil || !loop.OnLoop() {
			t.Errorf("error %v, on the UI goroutine: %v", err, loop.OnLoop())
		}
		got <- v
	})
	if v := <-got; v != 3 {
		t.Errorf("Then got %d", v)
	}
}

// startHang returns a future whose task runs in the worker.
func startHang(t *testing.T, ctx context.Context, opts ...run.Option) *run.Future[int] {
	t.Helper()
	started := make(chan struct{}, 1)
	progress := run.Process(process.OnProgress(func(string) { started <- struct{}{} }))
	f := run.CPUBound(ctx, hang, 0, append(opts, progress)...)
	<-started
	return f
}

func TestCPUBoundCancelAndTimeouts(t *testing.T) {
	on := pool(t, process.Config{MaxWorkers: 1, QueueBound: 1})
	var timeout *run.TimeoutError

	f := startHang(t, t.Context(), on)
	queued := run.CPUBound(t.Context(), sum, []int{1}, on, run.QueueTimeout(time.Millisecond))
	if _, err := queued.Await(t.Context()); !errors.As(err, &timeout) || timeout.Phase != run.Queued {
		t.Errorf("in the queue: %v", err)
	}
	waiting := run.CPUBound(t.Context(), sum, []int{1}, on)
	refused := run.CPUBound(t.Context(), sum, []int{1}, on)
	if _, err := refused.Result(); !errors.Is(err, run.ErrSaturated) || !errors.Is(err, process.ErrSaturated) {
		t.Errorf("beyond the queue: %v", err)
	}
	f.Cancel()
	if _, err := f.Await(t.Context()); !errors.Is(err, run.ErrCanceled) {
		t.Errorf("canceled: %v", err)
	}
	if v, err := waiting.Await(t.Context()); v != 1 || err != nil {
		t.Errorf("next in the queue: %d, %v", v, err)
	}

	f = startHang(t, t.Context(), on, run.RunTimeout(time.Millisecond))
	if _, err := f.Await(t.Context()); !errors.As(err, &timeout) || timeout.Phase != run.Running {
		t.Errorf("run timeout: %v", err)
	}

	ctx, cancel := context.WithCancel(t.Context())
	f = startHang(t, ctx, on)
	cancel()
	if _, err := f.Await(t.Context()); !errors.Is(err, context.Canceled) {
		t.Errorf("context ended: %v", err)
	}
}

func TestCPUBoundAfterShutdown(t *testing.T) {
	p := process.New(process.Config{})
	if err := p.Shutdown(t.Context()); err != nil {
		t.Fatal(err)
	}
	_, err := run.CPUBound(t.Context(), sum, nil, run.Process(process.On(p))).Result()
	if !errors.Is(err, run.ErrShutdown) || !errors.Is(err, process.ErrShutdown) {
		t.Errorf("Result = %v", err)
	}
}

func TestCPUBoundMisusePanics(t *testing.T) {
	for name, call := range map[string]func(){
		"nil context": func() { run.CPUBound(nil, sum, nil) }, //nolint:staticcheck // what the test is about
		"nil task":    func() { run.CPUBound[int, int](context.Background(), nil, 0) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			call()
		})
	}
}
