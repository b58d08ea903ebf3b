package shared_test

import (
	"fmt"
	"slices"

	"github.com/go-bgkit/bgkit/runtime/shared"
)

func ExampleValue() {
	recent := shared.New([]string{"a.png"})
	recent.Update(func(files []string) []string { return append(files, "b.png") }) // from any goroutine

	mine := recent.Load() // a copy
	slices.Reverse(mine)
	fmt.Println(mine, recent.Load())
	// Output: [b.png a.png] [a.png b.png]
}

type settings struct {
	Threshold int
	Tags      []string
}

func ExampleWithClone() {
	v := shared.New(settings{Tags: []string{"live"}}, shared.WithClone(func(s settings) settings {
		s.Tags = slices.Clone(s.Tags)
		return s
	}))
	s := v.Load()
	s.Tags[0] = "changed here only"
	fmt.Println(v.Load().Tags)
	// Output: [live]
}
