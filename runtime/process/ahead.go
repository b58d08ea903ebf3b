package process

import "time"

// This file sends calls ahead: to a worker that still runs another one, so that
// it need not sleep between two. It is done only while all workers are busy,
// their tasks are quick, and calls wait; and so that nobody notices:
//
//   - A worker starts a call only when the result before it is written. So when
//     it ends, at most one of the calls that it has was started, the first
//     without a result; the others go back to the queue.
//   - A call's run timeout begins when the result before it has come.
//   - Calls behind a task that turns out to be slow are asked back. The worker
//     gives back what it has not started, and will not start it.
//   - A call that is to end is asked back, too, unless it has started.

const (
	// aheadTime is how long what was sent ahead may take, by the pace so far.
	aheadTime = time.Millisecond
	// aheadCheck is how often it is looked at. A task that takes longer, up to
	// twice as long, is slow.
	aheadCheck = 2 * time.Millisecond
	// aheadMost bounds the number of calls, aheadArgs the argument of one, and
	// aheadBytes them all: they must fit a link's buffer, or writing would wait
	// for the worker.
	aheadMost  = 32
	aheadArgs  = 256
	aheadBytes = 3 << 10
)

// sendAheadLocked sends calls ahead of w's job if that is worth it. The caller
// flushes w.
func (p *Pool) sendAheadLocked(w *worker, now time.Time) {
	n := p.roomAheadLocked(w, now)
	bytes := 0
	for _, j := range w.ahead {
		bytes += aheadSize(j)
	}
	for ; n > 0; n-- {
		j := p.queue.head
		if j == nil || len(j.msg.Buffers) > 0 || len(j.msg.Args) > aheadArgs || bytes+aheadSize(j) > aheadBytes {
			break
		}
		bytes += aheadSize(j)
		p.queue.remove(j)
		p.seq++
		j.worker, j.seq, j.state = w, p.seq, jobAhead
		j.delivered = true // in doubt: it may be started before the write returns
		w.ahead = append(w.ahead, j)
		w.outbox = append(w.outbox, outgoing{job: j, seq: j.seq})
		p.ahead++
	}
	if len(w.ahead) > 0 && w.aheadTimer == nil {
		w.aheadTasks = w.tasks
		w.aheadTimer = time.AfterFunc(p.check, w.checkAhead)
	}
}

func aheadSize(j *job) int { return headerSize + len(j.msg.Task) + len(j.msg.Args) }

// roomAheadLocked is how many more calls to send ahead: a worker's share of the
// queue, and none while it has many, so that several go together.
func (p *Pool) roomAheadLocked(w *worker, now time.Time) int {
	if p.queue.n == 0 || p.closing || p.running < p.cfg.MaxWorkers || w.pace > aheadTime/2 {
		return 0
	}
	have, most := len(w.ahead), min(aheadMost, int(aheadTime/max(w.pace, 1)))
	if have > most/2 || w.wornLocked(now) {
		return 0
	}
	if limit := p.cfg.TasksPerWorker; limit > 0 {
		most = min(most, limit-w.tasks-1)
	}
	return min(most-have, (p.queue.n+p.running-1)/p.running)
}

// promoteLocked makes the first call that was sent ahead w's job: the result
// before it has come.
func (p *Pool) promoteLocked(w *worker, now time.Time) {
	j := w.ahead[0]
	copy(w.ahead, w.ahead[1:])
	w.ahead[len(w.ahead)-1] = nil
	w.ahead = w.ahead[:len(w.ahead)-1]
	p.ahead--
	p.runLocked(w, j, now)
	if j.cause != nil { // the worker has been told
		p.graceLocked(j)
	}
}

// checkAhead is the timer's function while calls are ahead.
func (w *worker) checkAhead() {
	p := w.pool
	p.mu.Lock()
	if len(w.ahead) == 0 || w.gone != nil {
		w.aheadTimer = nil
		p.mu.Unlock()
		return
	}
	revoke := func() {}
	if w.tasks == w.aheadTasks {
		w.pace = aheadTime
		revoke = w.revokeLocked()
	}
	w.aheadTasks = w.tasks
	w.aheadTimer.Reset(p.check)
	p.mu.Unlock()
	revoke()
}

// revokeLocked asks back all calls that were sent ahead. The caller calls what
// it returns after unlocking.
func (w *worker) revokeLocked() func() {
	if len(w.ahead) == 0 {
		return func() {}
	}
	from, to := w.ahead[0].seq, w.ahead[len(w.ahead)-1].seq
	if to <= w.revoked {
		return func() {}
	}
	w.revoked = to
	return func() { w.tell(kindRevoke, from, lastOf(to)) }
}

func (p *Pool) revokeAllLocked() func() {
	var all []func()
	for w := range p.workers {
		all = append(all, w.revokeLocked())
	}
	return func() {
		for _, revoke := range all {
			revoke()
		}
	}
}

// askAheadLocked asks one call back, or to end if it has started, and unlocks.
func (p *Pool) askAheadLocked(j *job, cause error) {
	w, seq := j.worker, j.seq
	j.cause = cause
	p.mu.Unlock()
	w.tell(kindCancel, seq, []byte{causeCode(cause)})
}

// expireAheadLocked asks one call back, unless it has started, and unlocks.
func (p *Pool) expireAheadLocked(j *job) {
	w, seq := j.worker, j.seq
	j.expired = true
	p.mu.Unlock()
	w.tell(kindRevoke, seq, lastOf(seq))
}

// back takes the calls that w gives back.
func (w *worker) back(f frame) error {
	to, err := parseLast(f.body)
	if err != nil {
		return err
	}
	p := w.pool
	p.mu.Lock()
	settle := p.takeAheadLocked(w, f.seq, to)
	if j := w.job; j != nil && f.seq <= j.seq && j.seq <= to {
		p.freeLocked(w)
		also, first := p.takeBackLocked(j), settle
		settle = func() { also(); first() }
		p.nextLocked(w, time.Now())
	}
	p.serveQueueLocked()
	p.growLocked()
	p.mu.Unlock()
	w.flush()
	settle()
	return nil
}

// takeAheadLocked takes back what w was sent ahead of the calls from and to and
// between. The caller calls what it returns after unlocking.
func (p *Pool) takeAheadLocked(w *worker, from, to uint64) (settle func()) {
	var settles []func()
	kept := len(w.ahead)
	for i := len(w.ahead) - 1; i >= 0 && w.ahead[i].seq >= from; i-- {
		j := w.ahead[i]
		if j.seq > to {
			continue
		}
		kept = i
		w.ahead[i] = nil
		p.ahead--
		settles = append(settles, p.takeBackLocked(j))
	}
	var rest []*job
	for _, j := range w.ahead[kept:] {
		if j != nil {
			rest = append(rest, j)
		}
	}
	w.ahead = append(w.ahead[:kept], rest...)
	return func() {
		for _, settle := range settles {
			settle()
		}
	}
}

// takeBackLocked queues a call again that its worker will not start, before the
// others, or ends it when it is to end. The caller calls what it returns after
// unlocking.
func (p *Pool) takeBackLocked(j *job) (settle func()) {
	running := j.state == jobRunning
	j.worker = nil
	cause := j.cause
	switch {
	case cause != nil:
	case p.closing:
		cause = ErrShutdown
	case j.expired:
		cause = ErrQueueTimeout
	case running:
		p.requeueLocked(j)
		return func() {}
	default:
		j.state = jobQueued
		p.queue.pushFront(j)
		return func() {}
	}
	return p.endNowLocked(j, j.endedBy(cause))
}
