package process

import (
	"sync"
)

// callState is the part of a Call that does not depend on its result's type.
type callState struct {
	task string
	done chan struct{}

	mu      sync.Mutex
	ended   bool
	after   []func()
	outcome Outcome
}

func (c *callState) finish(o Outcome) {
	c.mu.Lock()
	if c.ended {
		c.mu.Unlock()
		panic("process: executor ended a call twice")
	}
	c.ended, c.outcome = true, o
	after := c.after
	c.after = nil
	c.mu.Unlock()
	close(c.done)
	for _, f := range after {
		f()
	}
}

func (c *callState) onDone(f func()) {
	c.mu.Lock()
	if !c.ended {
		c.after = append(c.after, f)
		c.mu.Unlock()
		return
	}
	c.mu.Unlock()
	f()
}
