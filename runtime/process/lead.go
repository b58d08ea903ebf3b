package process

import (
	"context"
	"errors"
	"os"
	"time"
)

// This file decides who reads what a worker sends. It is one goroutine at a
// time, the leader: the worker's own goroutine, or the caller that waits in
// Call.Await for the call that the worker runs. A caller that reads for itself
// saves waking another goroutine, which costs more than a small task.
//
// The worker's own goroutine steps down when it ended a call that somebody
// awaited, in the expectation of another such call. Then nobody leads, for at
// most leadTime: the next to await leads, or the timer has the worker's own
// goroutine lead again. So everything that the worker sends is read soon,
// whatever callers do.
type leader byte

const (
	leadOwn    leader = iota // the worker's own goroutine
	leadNobody               // until somebody awaits, or leadTime passes
	leadCaller               // a caller in await
)

// A timer that is nearer costs a small call more than it gains by the lead.
const leadTime = 20 * time.Millisecond

// await reads for j's worker until j has ended, ctx ends, or somebody else is
// to read. It may return at once: the caller waits for the call's end itself.
func (j *job) await(ctx context.Context) {
	p := j.pool
	p.mu.Lock()
	j.awaited = true
	w := j.worker
	if j.state != jobRunning || w.lead != leadNobody || j.led {
		p.mu.Unlock()
		return
	}
	w.lead, j.led = leadCaller, true
	p.vacant.Add(-1)
	p.mu.Unlock()
	w.leadFor(ctx, j)
}

// attend makes sure that somebody reads for j's worker: somebody waits for j
// in another way than await.
func (j *job) attend() {
	p := j.pool
	if p.vacant.Load() == 0 {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if j.state == jobRunning {
		j.worker.retakeLocked()
	}
}

// retakeLocked has the worker's own goroutine lead if nobody does.
func (w *worker) retakeLocked() {
	if w.lead == leadNobody {
		w.lead = leadOwn
		w.pool.vacant.Add(-1)
		w.turn <- struct{}{} // it waits for that: the channel is empty and has room
	}
}

// retakeAllLocked is for calls that wait in the queue.
func (p *Pool) retakeAllLocked() {
	if p.vacant.Load() > 0 {
		for w := range p.workers {
			w.retakeLocked()
		}
	}
}

// retake is the timer's function.
func (w *worker) retake() {
	w.pool.mu.Lock()
	defer w.pool.mu.Unlock()
	w.retakeLocked()
}

// passLeadLocked is called by the leader when j, w's job, has ended, and w has
// another job or none. It reports whether the leader leads on.
func (w *worker) passLeadLocked(j *job) bool {
	if !j.awaited || w.job != nil || w.ending || !w.shared {
		if w.lead == leadOwn {
			return true
		}
		w.lead = leadOwn
		w.turn <- struct{}{}
		return false
	}
	w.lead = leadNobody
	w.pool.vacant.Add(1)
	if w.leadTimer == nil {
		w.leadTimer = time.AfterFunc(leadTime, w.retake)
	} else {
		w.leadTimer.Reset(leadTime)
	}
	return false
}

// handBack ends a caller's lead. err is why there is nothing more to read.
func (w *worker) handBack(err error) {
	w.pool.mu.Lock()
	defer w.pool.mu.Unlock()
	w.lead, w.readErr = leadOwn, err
	w.turn <- struct{}{}
}

// lead is one goroutine's time as the leader.
type lead struct {
	w   *worker
	ctx context.Context // with job
	job *job            // nil for the worker's own goroutine

	leading bool
	err     error
}

// run reads messages and does what they say, until one of them ends the lead,
// the job of a caller is the worker's no more, its context ends, or the link
// ends.
func (l *lead) run() {
	for {
		l.leading, l.err = true, nil
		if err := l.w.data.during(l, l.job != nil); l.err == nil && l.leading {
			l.err = err
		}
		if !errors.Is(l.err, os.ErrDeadlineExceeded) {
			return
		}
		// The interruption may have been meant for the leader before.
		l.w.data.resume()
		l.err = nil
		if l.enough() {
			return
		}
	}
}

// come reads what has come, and reports whether to stop.
func (l *lead) come() bool {
	for {
		f, err := l.w.in.next()
		if err == errLater {
			return false
		}
		if err != nil {
			l.err = asProtocol(err)
			return true
		}
		l.leading, l.err = l.w.handle(f)
		if l.err != nil || !l.leading || l.enough() {
			return true
		}
	}
}

// enough reports whether a caller has nothing to read for any more.
func (l *lead) enough() bool {
	if l.job == nil {
		return false
	}
	l.w.pool.mu.Lock()
	defer l.w.pool.mu.Unlock()
	return l.w.job != l.job || l.ctx.Err() != nil
}

// leadFor is the lead of a caller.
func (w *worker) leadFor(ctx context.Context, j *job) {
	if ctx.Done() != nil {
		defer context.AfterFunc(ctx, func() { w.data.interrupt() })()
	}
	l := &j.lead
	*l = lead{w: w, ctx: ctx, job: j, leading: true}
	defer func() {
		if l.leading { // also when a callback ends this goroutine
			w.handBack(l.err)
		}
		*l = lead{}
	}()
	l.run()
}

// leadOn is the lead of the worker's own goroutine, until the link ends. It
// makes way for callers.
func (w *worker) leadOn() error {
	l := &lead{w: w}
	for {
		l.run()
		if l.err != nil {
			return l.err
		}
		<-w.turn
		w.pool.mu.Lock()
		err := w.readErr
		w.pool.mu.Unlock()
		if err != nil {
			return err
		}
	}
}
