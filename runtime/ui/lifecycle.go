package ui

import (
	"sync/atomic"
	"time"
)

// state is where a client is in its life: waiting -> connected <-> away -> deleted.
type state int

const (
	waiting   state = iota // AwaitConnect, and Connect has not been called
	connected              // the user is there
	away                   // the connection is lost, within the reconnect grace
	deleted                // the end
)

// hooks are the functions to call when the state changes.
type hooks struct {
	connect, disconnect, delete []func()
}

// deleteWait is how long Delete waits for the UI goroutine to take the functions of OnDelete before it takes the
// toolkit's loop for ended and calls them itself.
const deleteWait = time.Second

// Connect says that the user is there, for the first time or again. It does nothing for a connected client and answers
// ErrDeleted for a deleted one.
func (c *Client) Connect() error {
	c.mu.Lock()
	switch c.state {
	case deleted:
		c.mu.Unlock()
		return ErrDeleted
	case connected:
		c.mu.Unlock()
		return nil
	case away:
		c.session = make(chan struct{})
	}
	c.state = connected
	c.stopExpiryLocked()
	starters := c.starters
	c.starters = nil
	fns := c.hooks.connect
	c.mu.Unlock()
	c.postAll(fns)
	for _, start := range starters {
		start()
	}
	return nil
}

// Disconnect says that the connection is lost. Unless Connect is called within the reconnect grace, the client is
// deleted. It does nothing for a client that is not connected.
func (c *Client) Disconnect() {
	c.mu.Lock()
	if c.state != connected {
		c.mu.Unlock()
		return
	}
	if c.grace <= 0 {
		c.mu.Unlock()
		c.delete(ErrDeleted)
		return
	}
	c.state = away
	close(c.session)
	c.stopExpiryLocked()
	c.expireLocked(c.grace, ErrDeleted)
	fns := c.hooks.disconnect
	c.mu.Unlock()
	c.postAll(fns)
}

// Delete ends the client: its context ends, its timers stop, and nothing runs on it any more. What waits for the UI
// goroutine is dropped and counted. Delete waits for a function that is running on the UI goroutine and for the
// functions of OnDisconnect (if connected) and OnDelete, which are the last to run there. Where the toolkit's loop does
// not take them within a second, it has ended, and they run on the calling goroutine. Further calls do nothing.
//
// Call it where the program leaves the toolkit's loop, on the same goroutine if possible (defer client.Delete() before
// app.Run()): there, nothing has to be waited for.
func (c *Client) Delete() { c.delete(ErrDeleted) }

func (c *Client) delete(cause error) {
	c.mu.Lock()
	if c.state == deleted {
		c.mu.Unlock()
		return
	}
	var last []func()
	if c.state == connected {
		last = append(last, c.hooks.disconnect...)
	}
	last = append(last, c.hooks.delete...)
	if c.state != away {
		close(c.session)
	}
	c.state = deleted
	c.stopExpiryLocked()
	items := c.queue.items
	c.queue.items, c.hooks, c.starters = nil, hooks{}, nil
	c.cancel(cause) // under the lock: who is answered ErrDeleted finds the context ended
	c.mu.Unlock()
	live.Add(-1)
	c.dropAll(items)
	c.runLast(last)
}

// runLast calls the handlers of the end on the UI goroutine if that still lives.
func (c *Client) runLast(fns []func()) {
	all := func() {
		for _, fn := range fns {
			c.protect(fn)
		}
	}
	if c.onUI() {
		all()
		return
	}
	timeout := time.NewTimer(deleteWait)
	defer timeout.Stop()
	if !c.threads.wait(&c.mu, timeout.C) || len(fns) == 0 {
		all()
		return
	}
	var claimed atomic.Bool
	done := make(chan struct{})
	c.dispatch(func() {
		if claimed.CompareAndSwap(false, true) {
			defer close(done)
			all()
		}
	})
	select {
	case <-done:
	case <-timeout.C:
		if claimed.CompareAndSwap(false, true) {
			all()
			return
		}
		<-done
	}
}

// OnConnect has fn called on the UI goroutine at each Connect, and now if the client is connected.
func (c *Client) OnConnect(fn func()) {
	c.mu.Lock()
	now := c.state == connected
	if c.state != deleted {
		c.hooks.connect = append(c.hooks.connect, fn)
	}
	c.mu.Unlock()
	if now {
		c.post(fn, nil)
	}
}

// OnDisconnect has fn called on the UI goroutine whenever the connection is lost, and at the Delete of a connected
// client. The user may come back: free in OnDelete what a reconnect needs.
func (c *Client) OnDisconnect(fn func()) {
	c.mu.Lock()
	if c.state != deleted {
		c.hooks.disconnect = append(c.hooks.disconnect, fn)
	}
	c.mu.Unlock()
}

// OnDelete has fn called once, at the end of the client's life; at once and on the calling goroutine when that is over.
// It is the place to stop loops and free resources. See Delete for the goroutine.
func (c *Client) OnDelete(fn func()) {
	c.mu.Lock()
	over := c.state == deleted
	if !over {
		c.hooks.delete = append(c.hooks.delete, fn)
	}
	c.mu.Unlock()
	if over {
		c.protect(fn)
	}
}

// expireLocked deletes the client after d unless it connects or disconnects before.
func (c *Client) expireLocked(d time.Duration, cause error) {
	epoch := c.epoch
	c.expiry = time.AfterFunc(d, func() {
		c.mu.Lock()
		current := c.epoch == epoch
		c.mu.Unlock()
		if current {
			c.delete(cause)
		}
	})
}

func (c *Client) stopExpiryLocked() {
	c.epoch++
	if c.expiry != nil {
		c.expiry.Stop()
		c.expiry = nil
	}
}

// whenConnected calls start at the first Connect, or now when that has been. A client that is deleted before never
// calls it.
func (c *Client) whenConnected(start func()) {
	c.mu.Lock()
	wait := c.state == waiting
	if wait {
		c.starters = append(c.starters, start)
	}
	c.mu.Unlock()
	if !wait {
		start()
	}
}
