package process

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// This file holds the ways in which a job ends.

// complete is the result of w's job: it ends the job and finds w new work. It
// reports whether the leader, who calls it, leads on.
func (p *Pool) complete(w *worker, seq uint64, o Outcome) (leading bool, err error) {
	p.mu.Lock()
	j := w.job
	if j == nil || j.seq != seq {
		p.mu.Unlock()
		closeUnclaimed(o.Buffers)
		return true, errors.New("result of a call that does not run")
	}
	p.freeLocked(w)
	if j.cause != nil {
		o.Err = withCause(o.Err, j.cause)
	}
	p.endLocked(j, o.Err)
	w.tasks++
	now := time.Now()
	if !w.jobSince.IsZero() {
		w.pace += (now.Sub(w.jobSince) - w.pace) / 4
	}
	p.failures = 0
	p.nextLocked(w, now)
	leading = w.passLeadLocked(j)
	write := len(w.outbox) > 0
	p.mu.Unlock()
	if write {
		w.flush()
	}
	j.settle(o)
	return leading, nil
}

// withCause adds to a task's error why the task was asked to end, so that
// errors.Is finds context.Canceled or ErrTaskTimeout whatever the task made of
// its context's error.
func withCause(err, cause error) error {
	var remote *RemoteError
	if errors.As(err, &remote) {
		remote.causes = append(remote.causes, cause)
	}
	return err
}

// endLocked counts j as ended with err.
func (p *Pool) endLocked(j *job, err error) {
	j.state = jobEnded
	var panicked *PanicError
	var crashed *CrashError
	switch {
	case err == nil && j.failure == nil:
		p.stats.Done++
	case errors.Is(err, ErrTaskTimeout), errors.Is(err, ErrQueueTimeout):
		p.stats.TimedOut++
	case errors.As(err, &panicked):
		p.stats.Panicked++
	case j.failure == nil && (j.cause != nil || errors.Is(err, ErrShutdown)):
		p.stats.Canceled++
	case errors.As(err, &crashed):
		p.stats.Crashed++
	default:
		p.stats.Failed++
	}
}

// cancel asks j to end. A queued job ends at once, one that was sent ahead when
// its worker has given it back. A running one is told, and its worker is killed
// after the grace.
func (p *Pool) cancel(j *job, cause error) {
	p.mu.Lock()
	switch j.state {
	case jobQueued:
		p.endQueuedLocked(j, cause)
		return
	case jobRunning:
		if j.cause == nil {
			p.askLocked(j, cause)
			return
		}
	case jobAhead:
		if j.cause == nil {
			p.askAheadLocked(j, cause)
			return
		}
	}
	p.mu.Unlock()
}

// askLocked tells the worker, and unlocks.
func (p *Pool) askLocked(j *job, cause error) {
	w, seq := j.worker, j.seq
	j.cause = cause
	killed := p.graceLocked(j)
	p.mu.Unlock()
	if !killed {
		w.tell(kindCancel, seq, []byte{causeCode(cause)})
	}
}

// graceLocked has the worker of j, which runs and was asked to end, killed after
// the grace. It reports whether that was at once.
func (p *Pool) graceLocked(j *job) (killed bool) {
	w, seq, cause := j.worker, j.seq, j.cause
	grace := pick(j.msg.Grace, p.cfg.Grace)
	if grace == 0 {
		w.killLocked(cause)
		return true
	}
	j.grace = time.AfterFunc(grace, func() { p.killJob(j, w, seq, cause) })
	return false
}

// killJob kills w if it still runs that very attempt of j.
func (p *Pool) killJob(j *job, w *worker, seq uint64, cause error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if j.state == jobRunning && j.worker == w && j.seq == seq {
		w.killLocked(cause)
	}
}

// queueTimeout ends j if it is still queued.
func (p *Pool) queueTimeout(j *job) {
	p.mu.Lock()
	switch j.state {
	case jobQueued:
		p.endQueuedLocked(j, ErrQueueTimeout)
		return
	case jobAhead:
		p.expireAheadLocked(j)
		return
	}
	p.mu.Unlock()
}

// endQueuedLocked ends a queued job, and unlocks.
func (p *Pool) endQueuedLocked(j *job, cause error) {
	p.queue.remove(j)
	j.cause = cause
	err := j.endedBy(cause)
	p.endLocked(j, err)
	p.mu.Unlock()
	j.settle(Outcome{Err: err})
}

// fail reports a mistake of the caller's progress function.
func (p *Pool) fail(j *job, err error) {
	p.mu.Lock()
	if j.failure == nil && j.state == jobRunning {
		j.failure = fmt.Errorf("process: task %q: progress: %w", j.msg.Task, err)
	}
	p.mu.Unlock()
	p.cancel(j, context.Canceled)
}

// failQueuedLocked ends all queued jobs; the caller settles them after
// unlocking.
func (p *Pool) failQueuedLocked(cause error) (settle func()) {
	var jobs []*job
	var errs []error
	for j := p.queue.pop(); j != nil; j = p.queue.pop() {
		err := j.endedBy(cause)
		p.endLocked(j, err)
		jobs, errs = append(jobs, j), append(errs, err)
	}
	return func() {
		for i, j := range jobs {
			j.settle(Outcome{Err: errs[i]})
		}
	}
}

// Shutdown refuses new calls, ends queued ones with ErrShutdown, and waits for
// running ones. When ctx ends, these are asked to end, and killed with their
// workers after the grace. Shutdown returns when no process is left: nil, or
// ctx's error with the names of the tasks that were asked. A context that has
// ended already asks at once. Shutdown may be called again, and by several.
func (p *Pool) Shutdown(ctx context.Context) error {
	p.mu.Lock()
	p.closing = true
	settle := p.failQueuedLocked(ErrShutdown)
	p.toSpawn, p.starting = 0, p.starting-p.toSpawn
	revoke := p.revokeAllLocked()
	for w := range p.workers {
		if w.job == nil {
			p.retireLocked(w)
		}
	}
	p.idle = nil
	if p.empty == nil {
		p.empty = make(chan struct{})
		p.checkEmptyLocked()
	}
	p.mu.Unlock()
	settle()
	revoke()

	var err error
	select {
	case <-p.empty:
	case <-ctx.Done():
		err = p.askAll(ctx)
		<-p.empty
	}
	p.stopSpawner()
	return err
}

// askAll asks all running jobs to end and names them.
func (p *Pool) askAll(ctx context.Context) error {
	p.mu.Lock()
	var jobs []*job
	var names []string
	for w := range p.workers {
		if w.job != nil {
			jobs, names = append(jobs, w.job), append(names, w.job.msg.Task)
		}
	}
	p.mu.Unlock()
	for _, j := range jobs {
		p.cancel(j, ErrShutdown)
	}
	if len(names) == 0 {
		return nil
	}
	slices.Sort(names)
	return fmt.Errorf("process: shutdown: still running: %s: %w", strings.Join(names, ", "), context.Cause(ctx))
}

// checkEmptyLocked tells Shutdown when the last process is gone.
func (p *Pool) checkEmptyLocked() {
	if p.empty == nil || p.starting > 0 || len(p.workers) > 0 {
		return
	}
	select {
	case <-p.empty:
	default:
		close(p.empty)
	}
	for _, t := range []*time.Timer{p.retry, p.ticker} {
		if t != nil {
			t.Stop()
		}
	}
}
