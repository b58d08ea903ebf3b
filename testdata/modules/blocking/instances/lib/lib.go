// Package lib fills a cache from the network.
package lib

import (
	"io"
	"net/http"

	"example.org/dep/cache"
)

var pages *cache.Cache

func Start() {
	pages = cache.New(func(key string) string {
		res, err := http.Get(key)
		if err != nil {
			return ""
		}
		defer res.Body.Close()
		b, _ := io.ReadAll(res.Body)
		return string(b)
	})
}

func Search(key string) string { return pages.Get(key) }

// Pages gives the cache away.
func Pages() *cache.Cache { return pages }
