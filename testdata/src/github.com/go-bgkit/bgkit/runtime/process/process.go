// Package process is a stub of bgkit's own runtime/process for fixtures.
package process

import "context"

type Task[A, R any] struct{ name string }

type Option func(*int)

func Register[A, R any](name string, fn func(context.Context, A) (R, error)) *Task[A, R] {
	return &Task[A, R]{name}
}

func Main() {}

func Progress(ctx context.Context, v any) error { return nil }

type Call[R any] struct{}

func (t *Task[A, R]) Submit(ctx context.Context, args A, opts ...Option) (*Call[R], error) {
	return &Call[R]{}, nil
}

func (c *Call[R]) Result() (r R, err error) { return r, nil }

type Buffer struct{ data []byte }

func NewBuffer(size int) (*Buffer, error) { return &Buffer{}, nil }

func (b *Buffer) Bytes() []byte { return b.data }

func (b *Buffer) MarshalCBOR() ([]byte, error) { return nil, nil }

func (b *Buffer) UnmarshalCBOR(data []byte) error { return nil }
