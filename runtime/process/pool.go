package process

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// Pool is an Executor that runs tasks in worker processes on this machine. New
// makes pools; the zero value is useless. A Pool is safe for concurrent use.
//
// While all workers are busy, their tasks take less than half a millisecond and
// calls wait, small calls are sent ahead: a worker has the next ones before it
// needs them. They are still queued, in every other respect.
//
// A pool holds three goroutines for each worker and one thread for all of
// them. They end with Shutdown; workers also end when the program does.
type Pool struct {
	cfg Config

	mu      sync.Mutex
	queue   queue
	workers map[*worker]struct{} // every process that is not reaped
	idle    []*worker            // ready, the one used last at the end
	running int                  // jobs that a worker runs
	ahead   int                  // jobs sent to a worker that runs another one
	check   time.Duration        // aheadCheck, unless a test wants another
	vacant  atomic.Int32         // workers for which nobody reads (leadNobody)
	seq     uint64
	stats   Stats // counts only

	starting int           // processes wanted or not yet ready
	toSpawn  int           // of these, not yet begun by the spawner
	wake     chan struct{} // tells the spawner; made with it
	stopped  chan struct{} // closed when the spawner has ended

	failures int         // workers in a row that finished no task
	notSince time.Time   // start no worker before
	openTill time.Time   // refuse calls before
	openErr  error       // why
	retry    *time.Timer // for notSince
	ticker   *time.Timer // looks at limits while there are workers

	closing bool
	empty   chan struct{} // closed when closing and no process is left
}

// New makes a pool. No process is started before the first call, unless
// Config.WarmSpares asks for it.
func New(cfg Config) *Pool {
	p := &Pool{cfg: cfg.withDefaults(), workers: map[*worker]struct{}{}, check: aheadCheck}
	if p.cfg.WarmSpares > 0 && !nested() {
		p.mu.Lock()
		p.growLocked()
		p.mu.Unlock()
	}
	return p
}

// Start implements Executor.
func (p *Pool) Start(ctx context.Context, m *Message, done func(Outcome)) (cancel func(), err error) {
	j := &job{}
	if err := p.start(ctx, j, m, doneFunc(done)); err != nil {
		return nil, err
	}
	return j.cancel, nil
}

type doneFunc func(Outcome)

func (f doneFunc) end(o Outcome) { f(o) }

// start is Start with j, which is zero.
func (p *Pool) start(ctx context.Context, j *job, m *Message, done interface{ end(Outcome) }) error {
	if nested() {
		return ErrNested
	}
	if ctx.Err() != nil {
		return fmt.Errorf("process: task %q: %w", m.Task, causeOf(ctx))
	}
	if len(m.Args) > maxBody-joinBelow || len(m.Buffers) > maxFDs {
		return &EncodeError{Task: m.Task, What: "argument", Path: "whole", Reason: fmt.Sprintf(
			"%d bytes and %d buffers: the most are %d and %d, send large data in a Buffer", len(m.Args), len(m.Buffers), maxBody-joinBelow, maxFDs)}
	}
	if err := pinBuffers(m); err != nil {
		return err
	}
	j.pool, j.msg, j.done = p, m, done
	w, err := p.accept(ctx, j)
	if err != nil {
		unpinBuffers(m)
		return fmt.Errorf("process: task %q: %w", m.Task, err)
	}
	if w != nil {
		w.flush()
	}
	return nil
}

// accept gives j a worker, or a place in the queue.
func (p *Pool) accept(ctx context.Context, j *job) (*worker, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	w := p.takeIdleLocked()
	if err := p.refusalLocked(w); err != nil {
		if w != nil {
			p.idle = append(p.idle, w)
		}
		p.stats.Rejected++
		return nil, err
	}
	p.stats.Submitted++
	if ctx.Done() != nil {
		j.stopCtx = context.AfterFunc(ctx, func() { p.cancel(j, causeOf(ctx)) })
	}
	if w != nil {
		p.assignLocked(w, j, time.Time{})
		if p.cfg.WarmSpares > 0 {
			p.growLocked()
		}
		return w, nil
	}
	p.queue.push(j)
	j.timer = p.queueTimer(j)
	p.retakeAllLocked()
	p.growLocked()
	return nil, nil
}

// queueTimer ends j after its queue timeout; it is nil when there is none.
func (p *Pool) queueTimer(j *job) *time.Timer {
	if d := pick(j.msg.QueueTimeout, p.cfg.QueueTimeout); d > 0 {
		return time.AfterFunc(d, func() { p.queueTimeout(j) })
	}
	return nil
}

// pick is a call's own limit if it has one, else the pool's; 0 is none.
func pick(own, pool time.Duration) time.Duration {
	if own == 0 {
		return pool
	}
	return max(own, 0)
}

// refusalLocked is why a call is not accepted; w is the worker that could take
// it, or nil. Calls that a free place will take as soon as its worker has
// started do not count against the queue's bound.
func (p *Pool) refusalLocked(w *worker) error {
	switch {
	case p.closing:
		return ErrShutdown
	case w != nil:
		return nil
	case time.Now().Before(p.openTill):
		return p.openErr
	case p.cfg.QueueBound == Unbounded:
		return nil
	}
	free := p.cfg.MaxWorkers - p.running
	if p.queue.n+p.ahead >= max(p.cfg.QueueBound, 0)+free {
		return ErrSaturated
	}
	return nil
}

func (p *Pool) takeIdleLocked() *worker {
	n := len(p.idle)
	if n == 0 || p.running >= p.cfg.MaxWorkers {
		return nil
	}
	w := p.idle[n-1]
	p.idle = p.idle[:n-1]
	return w
}

// assignLocked makes j the job of w, see runLocked. The caller flushes w after
// unlocking.
func (p *Pool) assignLocked(w *worker, j *job, since time.Time) {
	p.seq++
	j.worker, j.seq, j.delivered = w, p.seq, false
	w.outbox = append(w.outbox, outgoing{job: j, seq: j.seq, head: true})
	p.runLocked(w, j, since)
}

// runLocked has j, which w has or will have, count as running since then, or
// since a moment that does not matter.
func (p *Pool) runLocked(w *worker, j *job, since time.Time) {
	p.running++
	j.state, w.job, w.jobSince = jobRunning, j, since
	if j.timer != nil {
		j.timer.Stop()
		j.timer = nil
	}
	if d := pick(j.msg.Timeout, p.cfg.TaskTimeout); d > 0 {
		j.timer = time.AfterFunc(d, func() { p.cancel(j, ErrTaskTimeout) })
	}
}

// freeLocked takes w's job away from it.
func (p *Pool) freeLocked(w *worker) *job {
	j := w.job
	if j != nil {
		w.job, j.worker = nil, nil
		p.running--
	}
	return j
}

// nextLocked finds work for a free, ready worker, or has it become idle or
// retired. The caller flushes it after unlocking.
func (p *Pool) nextLocked(w *worker, now time.Time) {
	if w.ending {
		return
	}
	if len(w.ahead) > 0 { // its next task runs already
		p.promoteLocked(w, now)
		p.sendAheadLocked(w, now)
		return
	}
	if w.wornLocked(now) || p.closing && p.queue.n == 0 {
		p.retireLocked(w)
		p.growLocked()
		return
	}
	if p.running < p.cfg.MaxWorkers {
		if j := p.queue.pop(); j != nil {
			p.assignLocked(w, j, now)
			p.sendAheadLocked(w, now)
			return
		}
	}
	w.idleSince = now
	p.idle = append(p.idle, w)
}

// serveQueueLocked gives queued jobs to idle workers, after a place became
// free elsewhere.
func (p *Pool) serveQueueLocked() {
	for p.queue.n > 0 {
		w := p.takeIdleLocked()
		if w == nil {
			return
		}
		j := p.queue.pop()
		p.assignLocked(w, j, time.Time{})
		go w.flush()
	}
}

// Stats reads the counters. It costs one lock.
func (p *Pool) Stats() Stats {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.stats
	s.Queued, s.Running = p.queue.n+p.ahead, p.running
	s.Workers, s.Idle, s.Starting = len(p.workers), len(p.idle), p.starting
	return s
}

// dropBuffer tells workers that have the buffer mapped to let go of it.
func (p *Pool) dropBuffer(id uint64) {
	p.mu.Lock()
	var holders []*worker
	for w := range p.workers {
		if w.known[id] {
			delete(w.known, id)
			holders = append(holders, w)
		}
	}
	p.mu.Unlock()
	for _, w := range holders {
		w.tell(kindDrop, id, nil)
	}
}
