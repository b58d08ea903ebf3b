// Package clock starts goroutines; who calls it, and how often, it does not know.
package clock

import "time"

// Start starts a goroutine that never ends.
func Start(f func()) {
	go func() {
		for range time.Tick(time.Second) {
			f()
		}
	}()
}

// Run never returns.
func Run(f func()) {
	for {
		time.Sleep(time.Second)
		f()
	}
}
