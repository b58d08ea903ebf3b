package guide

import (
	"context"
	"image"
	"runtime"

	"github.com/go-bgkit/bgkit/runtime/process"
	"github.com/go-bgkit/bgkit/runtime/run"
)

// [compute]

// filters bounds heavy computing to what the machine has. Waiting for a slot is no work.
var filters = run.NewExecutor(runtime.GOMAXPROCS(0), 100)

func invert(ctx context.Context, img *image.Gray) *run.Future[*image.Gray] {
	copied := &image.Gray{Pix: append([]byte(nil), img.Pix...), Stride: img.Stride, Rect: img.Rect}
	return run.IOBound(ctx, func(context.Context) (*image.Gray, error) {
		for i, v := range copied.Pix {
			copied.Pix[i] = 255 - v
		}
		return copied, nil
	}, run.On(filters))
}

// [end]

// [process]

// primes is a task that worker processes know, too. main begins with process.Main().
var primes = process.Register("guide.primes", func(ctx context.Context, limit int) (int, error) {
	count := 0
next:
	for n := 2; n < limit; n++ {
		for d := 2; d*d <= n; d++ {
			if n%d == 0 {
				continue next
			}
		}
		count++
	}
	return count, ctx.Err()
})

func countPrimes(ctx context.Context, limit int) *run.Future[int] {
	return run.CPUBound(ctx, primes, limit)
}

// [end]
