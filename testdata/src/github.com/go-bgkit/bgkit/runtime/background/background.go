// Package background is a stub of bgkit's own runtime/background for fixtures.
package background

import "context"

type Task struct{}

type Option func(*Task)

func Name(name string) Option { return func(*Task) {} }

func UntilDisconnect() Option { return func(*Task) {} }

func Create(ctx context.Context, fn func(context.Context) error, opts ...Option) *Task {
	return &Task{}
}

func CreateLazy(ctx context.Context, key any, fn func(context.Context) error, opts ...Option) *Task {
	return &Task{}
}
