// Package box has generic types and helpers for another package.
package box

import (
	"os/exec"

	"fyne.io/fyne/v2"
)

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

// A Pinger is the constraint of PingAll.
type Pinger interface{ Ping() error }

// PingAll calls a method of its constraint.
func PingAll[T Pinger](all []T) {
	for _, p := range all {
		_ = p.Ping()
	}
}

// A Prober is the constraint of ProbeAll.
type Prober interface{ Probe() error }

// ProbeAll does it in a goroutine.
func ProbeAll[T Prober](all []T) { go func() { _ = all[0].Probe() }() }

// A Page loads itself.
type Page[T any] struct {
	Name string
	Rows []T
}

func (p *Page[T]) Reload(parse func(string) T) {
	out, _ := exec.Command(p.Name).Output()
	p.Rows = []T{parse(string(out))}
}

// Show runs set on the UI goroutine.
func Show[T any](v T, set func(T)) { fyne.Do(func() { set(v) }) }

// A Source is an interface with a type parameter.
type Source[T any] interface{ Next() (T, error) }

type command[T any] struct {
	name  string
	parse func(string) T
}

func (c *command[T]) Next() (T, error) {
	out, err := exec.Command(c.name).Output()
	return c.parse(string(out)), err
}

// NewSource hides its type.
func NewSource[T any](name string, parse func(string) T) Source[T] {
	return &command[T]{name, parse}
}
