package ui

import (
	"sync"
	"time"
)

// threads is what a client knows about its UI goroutine. It is guarded by Client.mu.
//
// Most toolkits have one UI goroutine for ever: its id, once learned, answers the question on whatever stack it is
// asked. Some dispatchers (test drivers, a lock instead of a loop, Loop of this package) use changing goroutines. As
// soon as a second one is seen, only the goroutine that runs a dispatched function at this moment counts.
type threads struct {
	runner uint64        // goroutine inside drain, 0 for none
	known  uint64        // the UI goroutine, 0 when not known
	varies bool          // more than one goroutine was seen
	loop   *Loop         // the loop that runs the functions, if it is one of ours
	idle   chan struct{} // closed when runner becomes 0; nil when nobody waits
}

// settled reports whether there is nothing more to learn.
func (t *threads) settled() bool { return t.known != 0 || t.varies || t.loop != nil }

// learn takes id for the UI goroutine, unless that is known.
func (t *threads) learn(id uint64) {
	if t.settled() {
		return
	}
	if t.loop = loopOn(id); t.loop == nil {
		t.known = id
	}
}

// see notes that a function was dispatched to id.
func (t *threads) see(id uint64) {
	if t.known != 0 && t.known != id {
		t.known, t.varies = 0, true
	}
}

// is reports whether id is the UI goroutine.
func (t *threads) is(id uint64) bool {
	return id != 0 && (t.known == id || t.runner == id || t.loop != nil && loopOn(id) == t.loop)
}

func (t *threads) wake() {
	if t.idle != nil {
		close(t.idle)
		t.idle = nil
	}
}

// wait blocks until no function runs, or until timeout (false). mu guards t and is not held by the caller.
func (t *threads) wait(mu *sync.Mutex, timeout <-chan time.Time) bool {
	mu.Lock()
	if t.runner == 0 {
		mu.Unlock()
		return true
	}
	if t.idle == nil {
		t.idle = make(chan struct{})
	}
	idle := t.idle
	mu.Unlock()
	select {
	case <-idle:
		return true
	case <-timeout:
		return false
	}
}

// Bind tells the client that the calling goroutine is its UI goroutine, before the first dispatched function has told
// it. Call it where the toolkit's loop runs, for instance in Bubble Tea's Init, or before tview's Run on the same
// goroutine. Without Bind, a Call on the UI goroutine before any dispatched function has run there waits for itself;
// the watchdog says so.
func (c *Client) Bind() {
	id := goroutineID()
	c.mu.Lock()
	c.threads.learn(id)
	c.mu.Unlock()
}

// onUI reports whether the calling goroutine is the UI goroutine, as far as the client knows.
func (c *Client) onUI() bool {
	if c.isUI != nil {
		return c.isUI()
	}
	id := goroutineID()
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.threads.is(id)
}
