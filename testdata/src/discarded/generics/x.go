// Package generics drops futures behind type parameters.
package generics

import (
	"context"

	"github.com/go-bgkit/bgkit/runtime/run"

	tea "github.com/charmbracelet/bubbletea"
)

// A generic helper that returns a future.
func load[T any](ctx context.Context, f func(context.Context) (T, error)) *run.Future[T] {
	return run.IOBound(ctx, f)
}

func one(context.Context) (int, error) { return 1, nil }

func Load(ctx context.Context) {
	load(ctx, one)     // want "is dropped"
	_ = load(ctx, one) // want "is dropped"
	load(ctx, one).Then(func(int, error) {})
	keep := load(ctx, one)
	keep.Cancel()
}

// A component as a type parameter: the Update of the constraint.
type component[M any] interface {
	Update(tea.Msg) (M, tea.Cmd)
}

type frame[M component[M]] struct{ inner M }

func (f *frame[M]) Drop(msg tea.Msg) {
	f.inner, _ = f.inner.Update(msg) // possible only: nobody knows which type it is
}

func (f *frame[M]) Keep(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	f.inner, cmd = f.inner.Update(msg)
	return cmd
}

type field struct{}

func (f field) Update(msg tea.Msg) (field, tea.Cmd) { return f, tea.Quit }

func Run(msg tea.Msg) tea.Cmd {
	f := &frame[field]{}
	f.Drop(msg)
	f.Keep(msg) // want "is dropped"
	return f.Keep(msg)
}

// A generic helper that is nil on every path, and one that is not.
func none[T any](v T) tea.Cmd { return nil }

func some[T any](v T) tea.Cmd {
	return func() tea.Msg { return v }
}

func Helpers() {
	none(1)
	some(1) // want "is dropped"
}

// A container keeps them.
type queue[T any] struct{ all []T }

func (q *queue[T]) push(v T) { q.all = append(q.all, v) }

func Push(q *queue[tea.Cmd]) { q.push(some(1)) }
