package s08

import (
	"context"

	"golang.org/x/sync/errgroup"
)

// Wrong: the group's goroutines append to one slice.
func Collect(ctx context.Context, urls []string, get func(string) string) ([]string, error) {
	var out []string
	g, _ := errgroup.WithContext(ctx)
	for _, u := range urls {
		g.Go(func() error {
			out = append(out, get(u)) // want "races with"
			return nil
		})
	}
	err := g.Wait()
	return out, err
}

// Wrong: several goroutines write one map.
func Index(urls []string, get func(string) string) map[string]string {
	byURL := map[string]string{}
	var g errgroup.Group
	for _, u := range urls {
		g.Go(func() error {
			byURL[u] = get(u) // want "races with"
			return nil
		})
	}
	_ = g.Wait()
	return byURL
}

// Right: each goroutine has an element of its own, and they are read after Wait.
func CollectRight(urls []string, get func(string) string) []string {
	out := make([]string, len(urls))
	var g errgroup.Group
	for i, u := range urls {
		g.Go(func() error {
			out[i] = get(u)
			return nil
		})
	}
	_ = g.Wait()
	return out
}
