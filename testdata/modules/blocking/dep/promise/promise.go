// Package promise runs functions in goroutines and waits for what they return.
package promise

import "sync"

// A Promise is a value that may not be there yet.
type Promise[T any] interface{ Get() T }

type promised[T any] struct {
	wg    sync.WaitGroup
	value T
}

func (p *promised[T]) Get() T {
	p.wg.Wait()
	return p.value
}

// New runs fn in a goroutine.
func New[T any](fn func() T) Promise[T] {
	p := promised[T]{}
	p.wg.Add(1)
	go func() {
		p.value = fn()
		p.wg.Done()
	}()
	return &p
}

// A Chan is the same with a channel.
type Chan[T any] struct{ done chan T }

func Go[T any](fn func() T) *Chan[T] {
	c := &Chan[T]{done: make(chan T)}
	go func() { c.done <- fn() }()
	return c
}

func (c *Chan[T]) Wait() T { return <-c.done }

// A Counter waits for a goroutine of its own, which runs nothing of anybody else's.
type Counter struct {
	wg sync.WaitGroup
	n  int
}

func (c *Counter) Start() {
	c.wg.Add(1)
	go func() {
		c.n++
		c.wg.Done()
	}()
}

func (c *Counter) Wait() int {
	c.wg.Wait()
	return c.n
}
