// Package table fills a cache of its own with what costs nothing.
package table

import (
	"strings"

	"example.org/dep/cache"
)

var widths = cache.New(strings.ToUpper)

func Render(s string) string { return widths.Get(s) }
