package through

import "github.com/rivo/tview"

type cache[T any] struct {
	last T
	n    int
}

// A field of a generic receiver.
func (c *cache[T]) Bind(list *tview.List, load func() T, show func(T) string) {
	list.SetDoneFunc(func() { list.AddItem(show(c.last), "", 0, nil) })
	go func() {
		v := load()
		c.last = v // want "races with"
	}()
}

func NewCache(list *tview.List) {
	c := &cache[string]{}
	c.Bind(list, func() string { return "" }, func(s string) string { return s })
}
