//go:build linux

package process

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"sync"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/go-bgkit/bgkit/benchmarks/internal/python"
	"github.com/go-bgkit/bgkit/runtime/process"
	"github.com/go-bgkit/bgkit/runtime/run"
)

var (
	add  = process.Register("benchmark.add", func(_ context.Context, n int) (int, error) { return n + 1, nil })
	same = process.Register("benchmark.same", func(_ context.Context, b *process.Buffer) (*process.Buffer, error) { return b, nil })
)

func wrong(sum int, err error) error {
	if err == nil && sum != 2 {
		err = fmt.Errorf("1 + 1 = %d", sum)
	}
	return err
}

// way is one way to do a scenario's work.
type way struct {
	name  string
	calls int // in a round
	run   func(calls int) (time.Duration, error)
}

// serially times calls one after the other.
func serially(call func() error) func(int) (time.Duration, error) {
	return func(calls int) (time.Duration, error) {
		begin := time.Now()
		for range calls {
			if err := call(); err != nil {
				return 0, err
			}
		}
		return time.Since(begin), nil
	}
}

// inFlight times calls of 64 goroutines.
func inFlight(call func() error) func(int) (time.Duration, error) {
	const callers = 64
	return func(calls int) (time.Duration, error) {
		var wg sync.WaitGroup
		errs := make(chan error, callers)
		begin := time.Now()
		for range callers {
			wg.Go(func() {
				_, err := serially(call)(calls / callers)
				errs <- err
			})
		}
		wg.Wait()
		took := time.Since(begin)
		for range callers {
			if err := <-errs; err != nil {
				return 0, err
			}
		}
		return took, nil
	}
}

func newPool(t testing.TB, workers int) *process.Pool {
	p := process.New(process.Config{MaxWorkers: workers, Stderr: io.Discard})
	t.Cleanup(func() { p.Shutdown(context.Background()) })
	return p
}

func submit[A, R any](p *process.Pool, task *process.Task[A, R], args A) (R, error) {
	c, err := task.Submit(context.Background(), args, process.On(p))
	if err != nil {
		var zero R
		return zero, err
	}
	<-c.Done()
	return c.Result()
}

func submitAdd(p *process.Pool) func() error {
	return func() error { return wrong(submit(p, add, 1)) }
}

func awaitAdd(p *process.Pool) func() error {
	return func() error {
		c, err := add.Submit(context.Background(), 1, process.On(p))
		if err != nil {
			return err
		}
		return wrong(c.Await(context.Background()))
	}
}

func cpuBound(p *process.Pool) func() error {
	ctx := context.Background()
	return func() error { return wrong(run.CPUBound(ctx, add, 1, run.Process(process.On(p))).Await(ctx)) }
}

const frameSize = 1920 * 1080 * 3

// newFrame is a frame that lies in shared memory.
func newFrame(t testing.TB) *process.Buffer {
	b, err := process.NewBuffer(frameSize)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

// thereAndBack sends a buffer to a worker, which sends it back.
func thereAndBack(p *process.Pool, b *process.Buffer) error {
	c, err := same.Submit(context.Background(), b, process.On(p))
	if err != nil {
		return err
	}
	back, err := c.Await(context.Background())
	if err == nil && back.Len() != frameSize {
		err = fmt.Errorf("%d bytes came back", back.Len())
	}
	return err
}

func sharedFrame(t testing.TB, p *process.Pool) func() error {
	b := newFrame(t)
	return func() error { return thereAndBack(p, b) }
}

// copiedFrame copies pixels into the same buffer each time.
func copiedFrame(t testing.TB, p *process.Pool) func() error {
	b, pixels := newFrame(t), make([]byte, frameSize)
	return func() error {
		copy(b.Bytes(), pixels)
		return thereAndBack(p, b)
	}
}

// freshFrame copies pixels into a new buffer each time.
func freshFrame(p *process.Pool) func() error {
	pixels := make([]byte, frameSize)
	return func() error {
		b, err := process.NewBuffer(frameSize)
		if err != nil {
			return err
		}
		defer b.Close()
		copy(b.Bytes(), pixels)
		return thereAndBack(p, b)
	}
}

// TestRatios prints how long a call takes each way, and how many times the scenario's first way that is. The ways take
// turns in short rounds and the median round counts, so that what else the machine does falls on all of them alike.
func TestRatios(t *testing.T) {
	if !*ratios {
		t.Skip("run with -ratios")
	}
	one, two := newPool(t, 1), newPool(t, 2)
	scenarios := []struct {
		name   string
		rounds int
		ways   []way
	}{
		{"small call", 100, []way{
			{"floor: 64 bytes over a socket pair", 200, serially(floor(t))},
			{"process: Submit, Await", 200, serially(awaitAdd(one))},
			{"process: Submit, Done, Result", 200, serially(submitAdd(one))},
			{"run: CPUBound, Await", 200, serially(cpuBound(one))},
			{"net/rpc over a socket pair", 200, serially(netRPC(t))},
			{"hashicorp/go-plugin", 100, serially(goPlugin(t))},
		}},
		{"64 in flight", 30, []way{
			{"process: Submit, Await", 6400, inFlight(awaitAdd(two))},
			{"run: CPUBound, Await", 6400, inFlight(cpuBound(two))},
			{"net/rpc over a socket pair", 6400, inFlight(netRPC(t))},
			{"hashicorp/go-plugin", 3200, inFlight(goPlugin(t))},
		}},
		{"1080p frame", 50, []way{
			{"process: small call, Await", 200, serially(awaitAdd(one))},
			{"process: in a shared buffer", 200, serially(sharedFrame(t, one))},
			{"process: copied into a shared buffer", 20, serially(copiedFrame(t, one))},
			{"process: copied into a new buffer", 20, serially(freshFrame(one))},
		}},
	}
	if py := python.Start(t, nil, "testdata/executor.py"); py != nil {
		for i, order := range []struct {
			what  string
			calls int
		}{{"small", 50}, {"flight", 1280}, {"frame", 2}} {
			scenarios[i].ways = append(scenarios[i].ways, way{"Python: run_in_executor", order.calls,
				func(calls int) (time.Duration, error) { return py.Run(order.what, calls) }})
		}
	}
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "scenario\tway\tus a call\tratio\t")
	for _, s := range scenarios {
		medians := measure(t, s.rounds, s.ways)
		byName := map[string]time.Duration{}
		for i, w := range s.ways {
			byName[w.name] = medians[i]
			fmt.Fprintf(table, "%s\t%s\t%.1f\t%.2f\t\n", s.name, w.name, float64(medians[i].Nanoseconds())/1e3, float64(medians[i])/float64(medians[0]))
		}
		for _, b := range bars {
			if b.scenario == s.name {
				b.check(t, byName)
			}
		}
	}
	table.Flush()
}

// bar says that ours takes at most so many times what other takes.
type bar struct {
	scenario, ours, other string
	times                 float64
}

var bars = []bar{
	{"small call", "run: CPUBound, Await", "floor: 64 bytes over a socket pair", 1.5},
	{"small call", "run: CPUBound, Await", "net/rpc over a socket pair", 1 / 2.},
	{"small call", "run: CPUBound, Await", "Python: run_in_executor", 1 / 5.},
	{"64 in flight", "run: CPUBound, Await", "Python: run_in_executor", 1 / 10.},
	{"1080p frame", "process: in a shared buffer", "process: small call, Await", 1.2},
	{"1080p frame", "process: copied into a shared buffer", "Python: run_in_executor", 1 / 30.},
}

func (b bar) check(t *testing.T, medians map[string]time.Duration) {
	ours, other := medians[b.ours], medians[b.other]
	if other == 0 {
		t.Logf("%s: %s was not measured", b.scenario, b.other)
		return
	}
	if got := float64(ours) / float64(other); got > b.times {
		t.Errorf("%s: %s takes %.3f times %s, the bar is %.3f", b.scenario, b.ours, got, b.other, b.times)
	}
}

// measure returns the median time of a call for each way.
func measure(t testing.TB, rounds int, ways []way) []time.Duration {
	times := make([][]time.Duration, len(ways))
	for range rounds {
		for i, w := range ways {
			if _, err := w.run(max(1, w.calls/10)); err != nil {
				t.Fatal(w.name, err)
			}
			took, err := w.run(w.calls)
			if err != nil {
				t.Fatal(w.name, err)
			}
			times[i] = append(times[i], took/time.Duration(w.calls))
		}
	}
	medians := make([]time.Duration, len(ways))
	for i := range times {
		slices.Sort(times[i])
		medians[i] = times[i][rounds/2]
	}
	return medians
}
