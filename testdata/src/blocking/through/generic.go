package through

import (
	"os/exec"

	"fyne.io/fyne/v2/widget"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func apply[T any](v T, f func(T)) { f(v) }

// Through generic helpers.
func NewGeneric(e *widget.Entry) *widget.Button {
	return widget.NewButton("Generic", func() {
		apply("ls", func(name string) {
			e.SetText(string(must(exec.Command(name).Output()))) // want "blocks the UI goroutine"
		})
	})
}

type store[K comparable, V any] struct {
	load func(K) V
}

func (s *store[K, V]) get(k K) V { return s.load(k) }

// A func field of a generic type.
func NewGenericStore(e *widget.Entry) *widget.Button {
	s := &store[string, []byte]{load: func(name string) []byte {
		out, _ := exec.Command(name).Output() // want "blocks the UI goroutine"
		return out
	}}
	return widget.NewButton("Store", func() { e.SetText(string(s.get("ls"))) })
}
