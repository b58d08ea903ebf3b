// Package clock calls a stored func and a listener interface in a goroutine. It knows no toolkit.
package clock

import "time"

type Listener interface {
	Ticked(time.Time)
}

type Clock struct {
	OnStep   func()
	OnStop   func()
	listener Listener
}

func (c *Clock) Listen(l Listener) { c.listener = l }

func (c *Clock) Start() {
	go func() {
		for now := range time.Tick(time.Second) {
			c.OnStep()
			if c.listener != nil {
				c.listener.Ticked(now)
			}
		}
	}()
}

// Stop calls OnStop on its caller.
func (c *Clock) Stop() { c.OnStop() }

// Fetch calls progress on a goroutine of its own.
func Fetch(url string, progress func(n int64)) {
	go func() {
		for n := range int64(10) {
			progress(n)
		}
	}()
}
