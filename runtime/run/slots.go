package run

import "context"

// place is a future's place in its executor, guarded by Executor.mu.
type place struct {
	next, prev *core // in the list of queued or of running futures
	queued     bool
	live       bool // its function occupies a slot or has parked it
	parked     bool // its slot was given back by Await
	awaiting   int  // Await calls under way inside the function
}

// returning is a function that waits for a slot after Await.
type returning struct {
	task    *core
	granted chan struct{}
}

// submit starts c, queues it or refuses it. It never blocks beyond the lock.
func (e *Executor) submit(c *core) {
	e.submitted.Add(1)
	if c.parent.Err() != nil {
		c.contextEnded(c.parent)
		return
	}
	e.mu.Lock()
	switch {
	case e.closed:
		e.mu.Unlock()
		c.fail(rejected, ErrShutdown)
	case e.slots < e.limitLocked():
		e.occupyLocked(c)
		e.mu.Unlock()
		go e.work(c)
	case e.hasRoomLocked():
		e.queue.push(c)
		c.queued = true
		e.mu.Unlock()
		c.watchQueue()
	default:
		e.mu.Unlock()
		c.fail(rejected, ErrSaturated)
	}
}

// work runs c and then, in the same goroutine and slot, what is queued. It ends contexts itself, rather than execute,
// because that goes deep and takes the parent context's lock: a few frames further down, each new goroutine would have
// its stack copied to a larger one while it holds that lock, which was measured to triple the time of such a call.
func (e *Executor) work(c *core) {
	returned := false
	defer func() {
		if returned {
			return
		}
		// runtime.Goexit: this goroutine is over, its slot is not.
		c.ctx.end(context.Canceled)
		if c = e.next(c); c != nil {
			go e.work(c)
		}
	}()
	for c != nil {
		c.self.execute()
		c.ctx.end(context.Canceled)
		c = e.next(c)
	}
	returned = true
}

// next takes the function of c out of its slot and returns the one that shall have it, nil when there is none for the
// calling goroutine to run.
func (e *Executor) next(c *core) *core {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.live.remove(c)
	c.live = false
	if c.parked { // its slot is somebody else's already
		c.parked = false
		e.checkIdleLocked()
		return nil
	}
	e.slots--
	e.grantReturningLocked()
	n := e.takeLocked()
	e.checkIdleLocked()
	return n
}

// takeLocked moves the first queued function into a slot, if both are there.
func (e *Executor) takeLocked() *core {
	if e.queue.n == 0 || e.slots >= e.limitLocked() {
		return nil
	}
	c := e.queue.first
	e.queue.remove(c)
	c.queued = false
	e.occupyLocked(c)
	return c
}

// grantLocked fills free slots, with goroutines of their own.
func (e *Executor) grantLocked() {
	e.grantReturningLocked()
	for c := e.takeLocked(); c != nil; c = e.takeLocked() {
		go e.work(c)
	}
}

// grantReturningLocked gives free slots to functions that come back from Await.
func (e *Executor) grantReturningLocked() {
	for len(e.returning) > 0 && e.slots < e.limitLocked() {
		r := e.returning[0]
		e.returning = e.returning[1:]
		e.regainLocked(r)
	}
}

func (e *Executor) regainLocked(r *returning) {
	if r.task.live && r.task.parked {
		r.task.parked = false
		e.slots++
	}
	close(r.granted)
}

func (e *Executor) occupyLocked(c *core) {
	e.live.push(c)
	c.live = true
	e.slots++
}

// park gives the slot of task back while one of its goroutines waits in Await.
func (e *Executor) park(task *core) {
	e.mu.Lock()
	defer e.mu.Unlock()
	task.awaiting++
	if task.live && !task.parked {
		task.parked = true
		e.slots--
		e.grantLocked()
	}
}

// unpark gets a slot for task again, ahead of the queue. It waits for one at most until ctx ends and then goes on
// without, above the limit: an Await that was told to give up must not hang. Nor must one that is not sure to be the
// task's own, so that does not wait at all.
func (e *Executor) unpark(ctx context.Context, task *core, wait bool) {
	e.mu.Lock()
	task.awaiting--
	if task.awaiting > 0 || !task.live || !task.parked {
		e.mu.Unlock()
		return
	}
	if !wait {
		task.parked = false
		e.slots++
		e.mu.Unlock()
		return
	}
	r := &returning{task: task, granted: make(chan struct{})}
	e.returning = append(e.returning, r)
	e.grantReturningLocked()
	e.mu.Unlock()
	select {
	case <-r.granted:
		return
	case <-ctx.Done():
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	for i, other := range e.returning {
		if other == r {
			e.returning = append(e.returning[:i:i], e.returning[i+1:]...)
			e.regainLocked(r)
		}
	}
}

// remove takes c out of the queue, if it is there.
func (e *Executor) remove(c *core) {
	e.mu.Lock()
	if c.queued {
		e.queue.remove(c)
		c.queued = false
	}
	e.mu.Unlock()
}

func (e *Executor) limitLocked() int {
	if e.limit == 0 {
		return defaultLimit
	}
	return e.limit
}

func (e *Executor) hasRoomLocked() bool {
	switch e.bound {
	case Unbounded:
		return true
	case NoQueue:
		return false
	case 0:
		return e.queue.n < defaultQueue
	}
	return e.queue.n < e.bound
}

func (e *Executor) checkIdleLocked() {
	if e.closed && e.idle != nil && e.live.n == 0 && e.queue.n == 0 {
		select {
		case <-e.idle:
		default:
			close(e.idle)
		}
	}
}
