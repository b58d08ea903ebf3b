package ui

import "time"

// SetInterval changes the interval. It counts from the last call's start, also for the wait under way: a timer that has
// waited for longer than the new interval fires now. It panics when interval is not positive, unless the timer is a
// Once.
func (t *Timer) SetInterval(interval time.Duration) {
	t.check(interval)
	t.mu.Lock()
	t.interval = interval
	t.waitLocked()
	t.mu.Unlock()
}

// Interval returns the present interval.
func (t *Timer) Interval() time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.interval
}

// Activate has the timer go on after Deactivate: the next call comes an interval from now. It does nothing for an
// active or an ended timer.
func (t *Timer) Activate() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.active || t.ended {
		return
	}
	t.active = true
	if !t.calling {
		t.from = time.Now()
	}
	t.waitLocked()
}

// Deactivate pauses the timer. A call that is running goes on; one that waits for the UI goroutine is not made.
func (t *Timer) Deactivate() {
	t.mu.Lock()
	t.active = false
	t.waitLocked()
	t.mu.Unlock()
}

// Active reports whether the timer makes calls: it has not been deactivated and has not ended.
func (t *Timer) Active() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.active && !t.ended
}

// Cancel ends the timer for good and the context of a call that is running. It does not wait for that call.
func (t *Timer) Cancel() {
	t.mu.Lock()
	t.ended = true
	t.waitLocked()
	unwatch := t.unwatch
	t.unwatch = nil
	t.mu.Unlock()
	t.cancel()
	for _, stop := range unwatch {
		stop()
	}
}
