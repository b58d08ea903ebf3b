package run_test

import (
	"context"
	"errors"
	"os"
	"testing"

	"github.com/go-bgkit/bgkit/runtime/process"
)

func TestMain(m *testing.M) {
	process.Main() // a worker of CPUBound is this test program again
	os.Exit(m.Run())
}

// Tasks for the tests of CPUBound.
var (
	sum = process.Register("run.sum", func(_ context.Context, list []int) (total int, err error) {
		for _, n := range list {
			total += n
		}
		return total, nil
	})
	refuse = process.Register("run.refuse", func(_ context.Context, text string) (int, error) {
		return 0, errors.New(text)
	})
	die = process.Register("run.die", func(context.Context, int) (int, error) {
		os.Exit(3)
		return 0, nil
	})
	hang = process.Register("run.hang", func(ctx context.Context, _ int) (int, error) {
		if err := process.Progress(ctx, "started"); err != nil {
			return 0, err
		}
		<-ctx.Done()
		return 0, ctx.Err()
	})
	send = process.Register("run.send", func(_ context.Context, c chan int) (int, error) { return cap(c), nil })
)
