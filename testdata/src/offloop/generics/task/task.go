// Package task has generic helpers that start goroutines for another package.
package task

// Do runs work in a goroutine, and then with its result, there as well.
func Do[T any](work func() (T, error), then func(T, error)) {
	go func() {
		v, err := work()
		then(v, err)
	}()
}

// A Stream calls its listener for each value, in a goroutine.
type Stream[T any] struct {
	OnValue func(T)
}

func (s *Stream[T]) Start(in <-chan T) {
	go func() {
		for v := range in {
			s.OnValue(v)
		}
	}()
}

// A Cell is a value with listeners that Set calls at once.
type Cell[T any] struct {
	value     T
	listeners []func(T)
}

func (c *Cell[T]) Listen(f func(T)) { c.listeners = append(c.listeners, f) }

func (c *Cell[T]) Set(v T) {
	c.value = v
	for _, f := range c.listeners {
		f(v)
	}
}
