// Package runtime measures bgkit's runtime against its peers.
package runtime

import (
	"context"
	"sync"
	"testing"

	"github.com/alitto/pond/v2"
	"github.com/panjf2000/ants/v2"
	"github.com/sourcegraph/conc"
	concpool "github.com/sourcegraph/conc/pool"

	"github.com/go-bgkit/bgkit/runtime/run"
)

// Each way starts a function that returns an int and an error, and waits for it: what a handler's helper does.
var ways = []struct {
	name  string
	start func() (call func(context.Context) (int, error), stop func())
}{
	{"goroutine+channel", goroutine},
	{"IOBound+Await", ioBound},
	{"conc", concWaitGroup},
	{"conc-pool", concPool},
	{"ants", antsPool},
	{"pond", pondPool},
}

const workers = 256

// watchDone has the function ask for its context's Done channel, as network calls do.
var watchDone bool

//go:noinline
func work(ctx context.Context) (int, error) {
	if watchDone {
		select {
		case <-ctx.Done():
			return 0, ctx.Err()
		default:
		}
	}
	return 42, nil
}

type result struct {
	value int
	err   error
}

func goroutine() (func(context.Context) (int, error), func()) {
	return func(ctx context.Context) (int, error) {
		results := make(chan result, 1)
		go func() {
			v, err := work(ctx)
			results <- result{v, err}
		}()
		select {
		case r := <-results:
			return r.value, r.err
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}, func() {}
}

func ioBound() (func(context.Context) (int, error), func()) {
	return func(ctx context.Context) (int, error) {
		return run.IOBound(ctx, work).Await(ctx)
	}, func() {}
}

func concWaitGroup() (func(context.Context) (int, error), func()) {
	return func(ctx context.Context) (v int, err error) {
		var wg conc.WaitGroup
		wg.Go(func() { v, err = work(ctx) })
		wg.Wait()
		return v, err
	}, func() {}
}

// concPool makes a pool for each call: a conc pool is over after Wait.
func concPool() (func(context.Context) (int, error), func()) {
	return func(ctx context.Context) (int, error) {
		p := concpool.NewWithResults[int]().WithContext(ctx).WithMaxGoroutines(workers)
		p.Go(work)
		vs, err := p.Wait()
		if err != nil {
			return 0, err
		}
		return vs[0], nil
	}, func() {}
}

// antsPool waits through a channel: ants has no results.
func antsPool() (func(context.Context) (int, error), func()) {
	p, err := ants.NewPool(workers)
	if err != nil {
		panic(err)
	}
	return func(ctx context.Context) (int, error) {
		results := make(chan result, 1)
		err := p.Submit(func() {
			v, err := work(ctx)
			results <- result{v, err}
		})
		if err != nil {
			return 0, err
		}
		select {
		case r := <-results:
			return r.value, r.err
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}, p.Release
}

func pondPool() (func(context.Context) (int, error), func()) {
	p := pond.NewResultPool[int](workers)
	return func(ctx context.Context) (int, error) {
		return p.SubmitErr(func() (int, error) { return work(ctx) }).Wait()
	}, p.StopAndWait
}

// BenchmarkOne has one caller: the latency of a call.
func BenchmarkOne(b *testing.B) {
	for _, way := range ways {
		b.Run(way.name, func(b *testing.B) {
			call, stop := way.start()
			defer stop()
			b.ReportAllocs()
			for b.Loop() {
				must(b, call, b.Context())
			}
		})
	}
}

// BenchmarkParallel has one caller for each processor.
func BenchmarkParallel(b *testing.B) {
	for _, way := range ways {
		b.Run(way.name, func(b *testing.B) {
			call, stop := way.start()
			defer stop()
			b.ReportAllocs()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					must(b, call, context.Background())
				}
			})
		})
	}
}

// BenchmarkHundred starts a hundred functions and then waits for all: throughput.
func BenchmarkHundred(b *testing.B) {
	for _, way := range ways {
		b.Run(way.name, func(b *testing.B) {
			call, stop := way.start()
			defer stop()
			var wg sync.WaitGroup
			for b.Loop() {
				for range 100 {
					wg.Go(func() { must(b, call, context.Background()) })
				}
				wg.Wait()
			}
		})
	}
}

func must(b *testing.B, call func(context.Context) (int, error), ctx context.Context) {
	if v, err := call(ctx); v != 42 || err != nil {
		b.Errorf("got %d, %v", v, err)
	}
}
