// Package args has tasks whose messages can and cannot cross.
package args

import (
	"context"
	"encoding/json"
	"math/big"
	"sync"
	"time"

	"github.com/go-bgkit/bgkit/runtime/process"
	"github.com/go-bgkit/bgkit/runtime/run"
)

type withChan struct {
	Path string
	Done chan int
}

type withFunc struct{ Inner struct{ Each []func() } }

type withLock struct {
	Mu sync.Mutex
	N  int
}

type hidden struct {
	Path  string
	count int
}

type halfCodec struct{ n int }

func (halfCodec) MarshalBinary() ([]byte, error) { return nil, nil }

type codec struct{ n int }

func (codec) MarshalBinary() ([]byte, error)     { return nil, nil }
func (*codec) UnmarshalBinary(data []byte) error { return nil }

type shape interface{ Area() float64 }

type left struct {
	Name string
	Note string `json:"-"`
}

type base struct{ ID int }

type fine struct {
	base
	Path   string
	At     time.Time
	N      *big.Int
	Pixels *process.Buffer
	Codec  codec
	Any    any
	Sub    map[string][]sub
	skip   int `cbor:"-"`
	_      struct{}
}

type sub struct{ Raw json.RawMessage }

func task[A, R any](context.Context, A) (r R, err error) { return r, nil }

var (
	_ = process.Register("chan", task[withChan, int])            // want `the argument withChan.Done cannot cross to a worker process: a chan int works within one process only`
	_ = process.Register("func", task[withFunc, int])            // want `the argument withFunc.Inner.Each\[\] cannot cross`
	_ = process.Register("lock", task[*withLock, int])           // want `the argument \*withLock.Mu cannot cross to a worker process: a sync.Mutex works within one process only`
	_ = process.Register("hidden", task[int, map[string]hidden]) // want `the result map\[string\]hidden\[\].count cannot cross to a worker process: an unexported field would be lost`
	_ = process.Register("half", task[halfCodec, int])           // want `has MarshalBinary but not UnmarshalBinary`
	_ = process.Register("shape", task[struct{ S shape }, int])  // want `is an interface`
	_ = process.Register("left", task[left, int])                // want `json:"-" would leave it behind`
	_ = process.Register("complex", task[[]complex128, int])     // want `cannot be encoded`
	_ = process.Register("buffer", task[process.Buffer, int])    // want `a Buffer crosses as a pointer`
	_ = process.Register("fine", task[fine, []string])
	_ = process.Register("plain", func(ctx context.Context, path string) (int, error) { return 0, process.Progress(ctx, 0.5) })

	anything = process.Register("anything", task[any, int])
	finely   = process.Register("finely", task[fine, int])
)

func progress(ctx context.Context, b *process.Buffer) {
	process.Progress(ctx, hidden{}) // want `the progress hidden.count cannot cross`
	process.Progress(ctx, b)        // want `a Buffer crosses in arguments and results only`
	process.Progress(ctx, "half")
}

func Call(ctx context.Context, b *process.Buffer) {
	anything.Submit(ctx, 1) // want `has a int in the interface, which would arrive as another type`
	anything.Submit(ctx, int64(1))
	anything.Submit(ctx, []any{"a"})
	run.CPUBound(ctx, finely, fine{Path: "a", Any: sub{}}) // want `has a sub in the interface .Any`
	run.CPUBound(ctx, finely, fine{Path: "a", Any: "b"})
	run.CPUBound[fine, int](ctx, nil, fine{}) // want `run.CPUBound gets no task`
	unmade := &process.Task[fine, int]{}      // want `this task was not made by process.Register`
	unmade.Submit(ctx, fine{})
	progress(ctx, b)
}
