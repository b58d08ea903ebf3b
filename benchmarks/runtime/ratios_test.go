package runtime

import (
	"context"
	"flag"
	"fmt"
	"os"
	"slices"
	"sync"
	"testing"
	"text/tabwriter"
	"time"
)

var ratios = flag.Bool("ratios", false, "print the table of ratios")

// TestRatios prints how long a call takes each way, and how many times the bare goroutine that is. The ways take turns
// in short rounds and the median round counts, so that what else the machine does falls on all of them alike.
func TestRatios(t *testing.T) {
	if !*ratios {
		t.Skip("run with -ratios")
	}
	cancelable, cancel := context.WithCancel(context.Background())
	defer cancel()
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "scenario\tway\tns a call\ttimes goroutine+channel\t")
	for _, s := range []struct {
		name    string
		ctx     context.Context
		callers int
		done    bool
	}{
		{"one caller", context.Background(), 1, false},
		{"one caller, cancelable context", cancelable, 1, false},
		{"one caller, function watches its context", cancelable, 1, true},
		{"100 callers", context.Background(), 100, false},
		{"100 callers, cancelable context", cancelable, 100, false},
		{"100 callers, function watches its context", cancelable, 100, true},
	} {
		watchDone = s.done
		medians := measure(s.ctx, s.callers)
		check(t, s.name, medians)
		for i, way := range ways {
			fmt.Fprintf(table, "%s\t%s\t%d\t%.2f\t\n", s.name, way.name, medians[i].Nanoseconds(),
				float64(medians[i])/float64(medians[0]))
		}
	}
	table.Flush()
}

const (
	rounds = 300
	calls  = 1000 // in a round
)

// check holds IOBound to its promise: at most 2.5 times a bare goroutine with a channel, ahead of pond.
func check(t *testing.T, scenario string, medians []time.Duration) {
	byName := map[string]time.Duration{}
	for i, way := range ways {
		byName[way.name] = medians[i]
	}
	ours, bare, pond := byName["IOBound+Await"], byName["goroutine+channel"], byName["pond"]
	if ours > pond {
		t.Errorf("%s: %v is slower than pond's %v", scenario, ours, pond)
	}
	if ratio := float64(ours) / float64(bare); ratio > 2.5 {
		t.Errorf("%s: %.2f times a bare goroutine", scenario, ratio)
	}
}

// measure returns the median time of a call for each way.
func measure(ctx context.Context, callers int) []time.Duration {
	times := make([][]time.Duration, len(ways))
	starts := make([]func(context.Context) (int, error), len(ways))
	for i, way := range ways {
		call, stop := way.start()
		defer stop()
		starts[i] = call
	}
	for range rounds {
		for i, call := range starts {
			begin := time.Now()
			round(ctx, callers, call)
			times[i] = append(times[i], time.Since(begin)/calls)
		}
	}
	medians := make([]time.Duration, len(ways))
	for i := range times {
		slices.Sort(times[i])
		medians[i] = times[i][rounds/2]
	}
	return medians
}

func round(ctx context.Context, callers int, call func(context.Context) (int, error)) {
	var wg sync.WaitGroup
	for range callers {
		wg.Go(func() {
			for range calls / callers {
				if v, err := call(ctx); v != 42 || err != nil {
					panic(fmt.Sprint(v, err))
				}
			}
		})
	}
	wg.Wait()
}
