package ui

import (
	"sync/atomic"
	"time"
)

// item is a function that waits for the UI goroutine, and what to do instead when the client is deleted first.
type item struct{ fn, dropped func() }

// queue holds the functions of one client between Do and the UI goroutine. It is guarded by Client.mu.
//
// The client keeps the queue itself and asks the dispatcher only for a drain, because
//   - dispatchers with a go statement do not keep the order,
//   - functions that pile up while the UI goroutine is busy then cost one redraw instead of one each,
//   - at Delete, what waits can be dropped at once, even if the toolkit's loop has ended.
type queue struct {
	items     []item
	scheduled bool // the dispatcher has a drain that has not started
	again     bool // a drain came while another goroutine was draining
}

// frame is how long a drain may take before it lets the toolkit handle input and draw.
const frame = 8 * time.Millisecond

// post queues fn for the UI goroutine. When the client is deleted before fn starts, dropped (if not nil) runs instead.
// It reports whether fn was queued.
func (c *Client) post(fn, dropped func()) bool {
	c.mu.Lock()
	if c.state == deleted {
		c.mu.Unlock()
		c.drop(dropped)
		return false
	}
	c.queue.items = append(c.queue.items, item{fn, dropped})
	c.scheduleLocked()
	c.dispatched.Add(1)
	return true
}

func (c *Client) postAll(fns []func()) {
	for _, fn := range fns {
		c.post(fn, nil)
	}
}

// scheduleLocked asks the dispatcher for a drain unless one is on its way, and unlocks mu.
func (c *Client) scheduleLocked() {
	ask, settled := !c.queue.scheduled, c.threads.settled()
	c.queue.scheduled = true
	c.mu.Unlock()
	switch {
	case ask && settled:
		c.dispatch(c.drain)
	case ask:
		c.dispatchAndLearn()
	}
}

// dispatchAndLearn has the drain learn the UI goroutine. A dispatcher that runs the drain at once, inside this
// function, teaches nothing: it would do so on any goroutine.
func (c *Client) dispatchAndLearn() {
	asker := goroutineID()
	var returned atomic.Bool
	c.dispatch(func() {
		if id := goroutineID(); id != asker || returned.Load() {
			c.mu.Lock()
			c.threads.learn(id)
			c.mu.Unlock()
		}
		c.drain()
	})
	returned.Store(true)
}

// drain is what the toolkit calls on its UI goroutine. It runs what waits at its start, within a frame's time.
//
// Functions of one client never run at the same time: should a dispatcher come with a second goroutine, as test drivers
// do, that one leaves its work to the first. A drain inside a drain on one goroutine, as modal dialogs cause, goes
// ahead.
func (c *Client) drain() {
	id := goroutineID()
	c.mu.Lock()
	outer := c.threads.runner
	if outer != 0 && outer != id {
		c.queue.again = true
		c.mu.Unlock()
		return
	}
	c.threads.see(id)
	c.threads.runner = id
	c.queue.scheduled = false
	n := len(c.queue.items)
	c.mu.Unlock()
	defer c.drained(outer)
	begin := time.Now()
	for range n {
		if !c.runNext(id) || time.Since(begin) > frame {
			return
		}
	}
}

// drained ends a drain and sees to what is left. It is deferred: a function may have ended the goroutine.
func (c *Client) drained(outer uint64) {
	c.mu.Lock()
	c.threads.runner = outer
	if outer == 0 {
		c.threads.wake()
	}
	if c.queue.again && outer == 0 { // that drain has not happened
		c.queue.again, c.queue.scheduled = false, false
	}
	if len(c.queue.items) > 0 {
		c.scheduleLocked()
		return
	}
	c.mu.Unlock()
}

// runNext runs the first function that waits. It reports false when there is none.
func (c *Client) runNext(id uint64) bool {
	c.mu.Lock()
	if len(c.queue.items) == 0 {
		c.mu.Unlock()
		return false
	}
	next := c.queue.items[0]
	c.queue.items[0] = item{}
	c.queue.items = c.queue.items[1:]
	c.mu.Unlock()
	if c.freezeLimit > 0 {
		defer c.watch(id)()
	}
	c.protect(next.fn)
	return true
}

// dropAll drops what waits. It is called once, after Delete.
func (c *Client) dropAll(items []item) {
	for _, it := range items {
		c.drop(it.dropped)
	}
}
