package run_test

import (
	"context"
	"testing"

	"github.com/go-bgkit/bgkit/runtime/run"
)

func BenchmarkIOBoundAwait(b *testing.B) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	fn := answer(1)
	b.ReportAllocs()
	for b.Loop() {
		_, _ = run.IOBound(ctx, fn).Await(ctx)
	}
}
