// Package run is a stub of bgkit's own runtime/run for fixtures: they are built in a GOPATH, without the module.
package run

import (
	"context"

	"github.com/go-bgkit/bgkit/runtime/process"
)

type options struct{ name string }

type Option func(*options)

func Name(name string) Option { return func(o *options) { o.name = name } }

type Future[T any] struct {
	value T
	err   error
	done  chan struct{}
}

func IOBound[T any](ctx context.Context, fn func(context.Context) (T, error), opts ...Option) *Future[T] {
	f := &Future[T]{done: make(chan struct{})}
	go func() {
		f.value, f.err = fn(ctx)
		close(f.done)
	}()
	return f
}

func (f *Future[T]) Await(ctx context.Context) (T, error) {
	<-f.done
	return f.value, f.err
}

func (f *Future[T]) Result() (T, error) { return f.value, f.err }

func (f *Future[T]) Done() <-chan struct{} { return f.done }

func (f *Future[T]) Cancel() {}

func (f *Future[T]) Forget(reason string) {}

func (f *Future[T]) Then(fn func(T, error)) {}

func CPUBound[A, T any](ctx context.Context, task *process.Task[A, T], args A, opts ...Option) *Future[T] {
	return &Future[T]{}
}

type Executor struct{}

func NewExecutor(limit, queue int) *Executor { return &Executor{} }

func On(e *Executor) Option { return func(*options) {} }
