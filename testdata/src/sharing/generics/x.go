// Package generics shares variables through generic helpers.
package generics

import (
	"slices"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
	"golang.org/x/sync/errgroup"
)

// A generic function whose literals share its own variable.
func poll[T any](in chan T, show func(T) string) *widget.List {
	var rows []T
	list := widget.NewList(
		func() int { return len(rows) },
		func() fyne.CanvasObject { return widget.NewLabel("") },
		func(id widget.ListItemID, o fyne.CanvasObject) { o.(*widget.Label).SetText(show(rows[id])) })
	go func() {
		for v := range in {
			rows = append(rows, v) // want "races with"
			fyne.Do(list.Refresh)
		}
	}()
	return list
}

func Poll(in chan string) *widget.List { return poll(in, func(s string) string { return s }) }

// A generic function that writes one map in many goroutines.
func index[K comparable, V any](keys []K, get func(K) V) map[K]V {
	out := map[K]V{}
	var g errgroup.Group
	for _, k := range keys {
		g.Go(func() error {
			out[k] = get(k) // want "races with"
			return nil
		})
	}
	_ = g.Wait()
	return out
}

// The same with a lock.
func indexRight[K comparable, V any](keys []K, get func(K) V) map[K]V {
	var mu sync.Mutex
	out := map[K]V{}
	var g errgroup.Group
	for _, k := range keys {
		g.Go(func() error {
			v := get(k)
			mu.Lock()
			defer mu.Unlock()
			out[k] = v
			return nil
		})
	}
	_ = g.Wait()
	return out
}

// Each goroutine has an element of its own.
func mapAll[A, B any](in []A, f func(A) B) []B {
	out := make([]B, len(in))
	var wg sync.WaitGroup
	for i, a := range in {
		wg.Go(func() { out[i] = f(a) })
	}
	wg.Wait()
	return out
}

func All(keys []string, get func(string) int) (map[string]int, map[string]int, []int) {
	return index(keys, get), indexRight(keys, get), mapAll(keys, get)
}

// A copy for the goroutine.
func Copied[T any](form *widget.Form, scan func([]T), next func() T) {
	var rows []T
	form.OnSubmit = func() {
		rows = append(rows, next())
		go scan(slices.Clone(rows))
	}
}

// A generic spawner.
func later[T any](f func() T, set func(T)) {
	go func() { set(f()) }()
}

func NewLater(lbl *widget.Label, load func() string) *widget.Button {
	text := ""
	later(load, func(s string) {
		text = s // want "races with"
	})
	return widget.NewButton("Show", func() { lbl.SetText(text) })
}
