package process

import "fmt"

// This file writes calls to a worker. Whoever gives w a job puts it into the
// outbox under the pool's lock and calls flush after unlocking. So calls are
// written in the order of their numbers, which is the order in which the worker
// starts them, whichever goroutine writes; and several go in one write.

// outgoing is a job that waits to be written.
type outgoing struct {
	*job
	seq  uint64 // of this attempt
	head bool   // it is w's job, not one sent ahead
}

// alone reports whether the job's message cannot share a write.
func (o outgoing) alone() bool { return len(o.msg.Buffers) > 0 || o.large() }

// large messages may not fit the link's buffer.
func (o outgoing) large() bool { return len(o.msg.Args) > joinBelow }

// flush writes what is in the outbox. Small messages fit the link's buffer and
// do not block, see aheadBytes; large ones get a goroutine.
func (w *worker) flush() {
	w.out.mu.Lock()
	w.takeOutbox()
	switch {
	case len(w.batch) == 0:
		w.out.mu.Unlock()
	case w.batch[0].large():
		go w.writeBatch()
	default:
		w.writeBatch()
	}
}

// takeOutbox moves to the batch what is still to be written: not what was
// taken back meanwhile.
func (w *worker) takeOutbox() {
	w.pool.mu.Lock()
	defer w.pool.mu.Unlock()
	w.batch = w.batch[:0]
	for _, o := range w.outbox {
		if o.job.worker == w && o.job.seq == o.seq {
			w.batch = append(w.batch, o)
		}
	}
	clear(w.outbox)
	w.outbox = w.outbox[:0]
}

// writeBatch writes the batch and unlocks out.mu. Only the first job of a batch
// can be w's job, and only that may have to be written alone.
func (w *worker) writeBatch() {
	batch := w.batch
	first := batch[0]
	var err, firstErr error
	if first.alone() {
		firstErr = w.writeAlone(first)
		err, batch = firstErr, batch[1:]
	}
	if err == nil && len(batch) > 0 {
		var whole bool
		whole, err = w.writeJoined(batch)
		if !whole && !first.alone() {
			firstErr = err
		}
	}
	clear(w.batch)
	w.out.mu.Unlock()
	if first.head {
		w.pool.delivered(w, first.job, firstErr)
	}
	if err != nil {
		w.pool.mu.Lock()
		w.killLocked(nil)
		w.pool.mu.Unlock()
	}
}

func (w *worker) writeAlone(o outgoing) error {
	head := appendString(make([]byte, 0, 64), o.msg.Task)
	refs, fds := w.refs(o.msg.Buffers)
	return w.out.sendHeld(kindCall, o.seq, fds, appendRefs(head, refs), o.msg.Args)
}

// writeJoined reports, with an error, whether at least the first job was written
// whole.
func (w *worker) writeJoined(batch []outgoing) (whole bool, err error) {
	s := &w.out
	s.buf = s.buf[:0]
	var space [64]byte
	first := 0
	for i, o := range batch {
		head := appendRefs(appendString(space[:0], o.msg.Task), nil)
		if err := s.put(kindCall, o.seq, head, o.msg.Args); err != nil {
			return false, err
		}
		if i == 0 {
			first = len(s.buf)
		}
	}
	n, err := s.link.send(nil, s.buf, nil)
	return n >= first, err
}

// delivered notes that j was written, or gives it to another worker: a message
// that was not written whole cannot have been started.
func (p *Pool) delivered(w *worker, j *job, err error) {
	p.mu.Lock()
	if w.job != j {
		p.mu.Unlock()
		return // it has ended already
	}
	if err == nil && w.gone == nil {
		j.delivered = true
		p.mu.Unlock()
		return
	}
	p.freeLocked(w)
	settle := func() {}
	switch {
	case err == nil: // written, but the worker ended meanwhile
		w.gone.Task = j.msg.Task
		settle = p.endNowLocked(j, w.gone)
	case j.cause != nil:
		settle = p.endNowLocked(j, j.endedBy(j.cause))
	case p.closing:
		settle = p.endNowLocked(j, j.endedBy(ErrShutdown))
	case j.tries >= 3:
		settle = p.endNowLocked(j, fmt.Errorf("process: task %q reached none of %d workers: %w", j.msg.Task, j.tries+1, err))
	default:
		j.tries++
		p.requeueLocked(j)
	}
	if w.gone == nil {
		w.killLocked(nil)
	}
	p.serveQueueLocked()
	p.growLocked()
	p.mu.Unlock()
	settle()
}

func (p *Pool) endNowLocked(j *job, err error) (settle func()) {
	p.endLocked(j, err)
	return func() { j.settle(Outcome{Err: err}) }
}

// requeueLocked puts a running job back, before the others. It may wait for
// its queue timeout once more.
func (p *Pool) requeueLocked(j *job) {
	j.state = jobQueued
	if j.timer != nil {
		j.timer.Stop()
	}
	j.timer = p.queueTimer(j)
	p.queue.pushFront(j)
}
