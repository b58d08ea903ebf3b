// Package shared holds state that goroutines share: a value behind a lock, of which everyone gets a copy.
package shared

import (
	"context"
	"sync"
)

// Value guards a T with a lock. Load and Update copy where T needs it, so that what a reader got does not change under
// its hands:
//
//   - a T with the method Clone() T is copied by it,
//   - a slice or a map is copied one level deep (its elements are not),
//   - everything else is copied by assignment: pointers, and slices and maps inside of structs, stay shared.
//
// New with WithClone sets another way. The zero value holds the zero T and is ready to use. A Value must not be copied
// after first use. All methods may be called from any goroutine; a function passed to one runs under the lock and must
// not call the Value.
type Value[T any] struct {
	mu      sync.RWMutex
	v       T
	clone   func(T) T     // nil: the default
	changed chan struct{} // closed at the next change; nil when nobody waits
}

// Option sets up a Value.
type Option[T any] func(*Value[T])

// WithClone sets the function that copies a T, for values that contain slices, maps or pointers to mutable data.
// clone runs under the lock and must not return what it is given if that can change. It panics when clone is nil.
func WithClone[T any](clone func(T) T) Option[T] {
	if clone == nil {
		panic("shared.WithClone: nil function")
	}
	return func(s *Value[T]) { s.clone = clone }
}

// NoClone copies by assignment only: for large data that nobody changes once it is stored, such as the frames of a
// video.
func NoClone[T any]() Option[T] { return WithClone(func(v T) T { return v }) }

// New returns a Value that holds a copy of v.
func New[T any](v T, opts ...Option[T]) *Value[T] {
	s := &Value[T]{}
	for _, opt := range opts {
		opt(s)
	}
	s.v = s.copyOf(v)
	return s
}

// Load returns a copy of the value. Readers do not wait for each other.
func (s *Value[T]) Load() T {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.copyOf(s.v)
}

// Store replaces the value by a copy of v.
func (s *Value[T]) Store(v T) {
	v = s.copyOf(v) // v is the caller's: no lock is needed
	s.mu.Lock()
	defer s.mu.Unlock()
	s.v = v
	s.wakeLocked()
}

// Update replaces the value by what fn makes of it, in one step. fn gets the value itself, not a copy, and may change
// and return it, but must not keep it. When fn panics, the old value stays, with what fn changed inside it.
func (s *Value[T]) Update(fn func(T) T) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.v = fn(s.v)
	s.wakeLocked()
}

// View calls fn with the value itself, without a copy. fn must neither change nor keep it.
func (s *Value[T]) View(fn func(T)) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	fn(s.v)
}

// Changed returns a channel that is closed at the next Store or Update, also if that stores an equal value. Take
// the channel first, then Load, then wait: so no change is missed.
func (s *Value[T]) Changed() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.changed == nil {
		s.changed = make(chan struct{})
	}
	return s.changed
}

// Wait returns a copy of the value as soon as ok says so, now or after some change. When ctx ends first, it returns the
// value of that moment and ctx's cause. Values that are replaced quickly may be skipped. ok runs without the lock on a
// copy. Do not wait on a UI goroutine.
func (s *Value[T]) Wait(ctx context.Context, ok func(T) bool) (T, error) {
	for {
		changed := s.Changed()
		v := s.Load()
		if ok(v) {
			return v, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return v, context.Cause(ctx)
		}
	}
}

func (s *Value[T]) wakeLocked() {
	if s.changed != nil {
		close(s.changed)
		s.changed = nil
	}
}
