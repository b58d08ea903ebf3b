package ui

import (
	"runtime/debug"
	"sync/atomic"
	"time"

	"github.com/go-bgkit/bgkit/runtime/internal/fault"
)

// watch reports a freeze unless the returned function is called within the limit.
func (c *Client) watch(id uint64) (stop func() bool) {
	return time.AfterFunc(c.freezeLimit, func() { c.reportFreeze(id) }).Stop
}

// reportFreeze hands the stack of the UI goroutine to the error handler, on this goroutine: that one is held.
func (c *Client) reportFreeze(id uint64) {
	c.freezes.Add(1)
	fault.ReportHere(c.ctx, nil, &FreezeError{Limit: c.freezeLimit, Stack: stackOf(id)})
}

// warnUnknown reports a Call that waits for longer than the limit while the UI goroutine is not known, until the
// returned function is called.
func (c *Client) warnUnknown() (stop func() bool) {
	c.mu.Lock()
	settled := c.threads.settled()
	c.mu.Unlock()
	if settled || c.isUI != nil || c.freezeLimit <= 0 {
		return func() bool { return false }
	}
	stack := debug.Stack()
	return time.AfterFunc(c.freezeLimit, func() {
		fault.ReportHere(c.ctx, nil, &WaitError{Limit: c.freezeLimit, Stack: stack})
	}).Stop
}

// startHeartbeat sends a function to the UI goroutine after each interval. The next interval begins when it has run, so
// that a frozen UI goroutine finds one of them, not a heap.
func (c *Client) startHeartbeat() {
	time.AfterFunc(c.heartbeat, func() {
		if c.isDeleted() {
			return
		}
		var beaten atomic.Bool
		limit := time.AfterFunc(c.freezeLimit, func() { c.missedBeat(&beaten) })
		c.dispatch(func() {
			beaten.Store(true)
			limit.Stop()
			c.Bind()
			c.startHeartbeat()
		})
	})
}

// missedBeat reports the freeze unless the client is gone or a function of ours, which has a watch of its own, is the
// cause.
func (c *Client) missedBeat(beaten *atomic.Bool) {
	c.mu.Lock()
	id, loop, ours, gone := c.threads.known, c.threads.loop, c.threads.runner != 0, c.state == deleted
	c.mu.Unlock()
	if loop != nil {
		id = loop.goroutine()
	}
	if !beaten.Load() && !ours && !gone {
		c.reportFreeze(id)
	}
}
