// Package promises waits for the promises of a library: for what another package of the program has given to it.
package promises

import (
	"example.org/app/promises/load"
	"example.org/dep/promise"
)

//bg:ui
func status() string {
	return load.Status("http://example.org").Get() // want `\(\*sync.WaitGroup\).Wait blocks the UI goroutine through promise.Promise.Get`
}

//bg:ui
func later() error {
	return load.Later("http://example.org").Wait() // want `a receive from a channel blocks the UI goroutine`
}

//bg:ui
func inBackground(show func(string)) {
	p := load.Status("http://example.org")
	go func() { show(p.Get()) }()
}

//bg:ui
func counter(c *promise.Counter) int {
	c.Start()
	return c.Wait()
}
