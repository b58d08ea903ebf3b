// Package box has generic types and helpers for another package.
package box

// With runs f at once.
func With[T any](v T, f func(T) error) error { return f(v) }

// Later runs f in a goroutine.
func Later[T any](v T, f func(T) error) { go func() { _ = f(v) }() }

// A Box runs its function when it is opened.
type Box[T any] struct {
	Load func() (T, error)
}

func New[T any](load func() (T, error)) *Box[T] { return &Box[T]{Load: load} }

func (b *Box[T]) Open() (T, error) { return b.Load() }

// A Lazy box is opened in a goroutine.
type Lazy[T any] struct {
	load func() (T, error)
	got  chan T
}

func NewLazy[T any](load func() (T, error)) *Lazy[T] {
	return &Lazy[T]{load: load, got: make(chan T, 1)}
}

func (b *Lazy[T]) Start() {
	go func() {
		if v, err := b.load(); err == nil {
			b.got <- v
		}
	}()
}
