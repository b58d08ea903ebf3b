package process

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// job is one accepted call. Its state is guarded by the pool's lock, and goes
// queued -> running -> ended, with ahead between queued and running when it
// was sent to a worker that was busy. It goes back to queued when its worker
// did not get it, or gives it back, or ends before it starts. Whoever moves it
// to ended calls settle, once.
type job struct {
	pool *Pool
	msg  *Message
	done interface{ end(Outcome) }

	state      jobState
	prev, next *job // in the queue
	seq        uint64
	worker     *worker
	awaited    bool        // somebody waits in Call.Await
	delivered  bool        // the worker may have the whole message
	expired    bool        // its queue timeout passed while it was ahead
	tries      int         // workers that it did not reach
	cause      error       // why it was asked to end
	failure    error       // of the caller's progress function
	timer      *time.Timer // queue timeout, then task timeout
	grace      *time.Timer // kill after asking
	stopCtx    func() bool
	led        bool // its caller has been the leader
	lead       lead
}

type jobState byte

const (
	jobQueued jobState = iota
	jobAhead           // in its worker's ahead
	jobRunning
	jobEnded
)

// cancel is the caller's wish.
func (j *job) cancel() { j.pool.cancel(j, context.Canceled) }

// pinBuffers keeps the buffers of a message alive until unpinBuffers.
func pinBuffers(m *Message) error {
	for i, b := range m.Buffers {
		if b.seg == nil || b.seg.pin() != nil {
			for _, b := range m.Buffers[:i] {
				b.seg.unpin()
			}
			return fmt.Errorf("process: task %q: %w", m.Task, ErrClosed)
		}
	}
	return nil
}

func unpinBuffers(m *Message) {
	for _, b := range m.Buffers {
		b.seg.unpin()
	}
}

// settle hands the outcome to the caller. It runs outside the pool's lock,
// after the state became ended.
func (j *job) settle(o Outcome) {
	for _, t := range []*time.Timer{j.timer, j.grace} {
		if t != nil {
			t.Stop()
		}
	}
	if j.stopCtx != nil {
		j.stopCtx()
	}
	unpinBuffers(j.msg)
	if j.failure != nil {
		closeUnclaimed(o.Buffers)
		o = Outcome{Err: j.failure}
	}
	j.done.end(o)
}

// progress runs the caller's progress function.
func (j *job) progress(data []byte) (err error) {
	if j.msg.Progress == nil {
		return nil
	}
	defer func() {
		if v := recover(); v != nil {
			err = newPanic(j.msg.Task, v)
		}
	}()
	return j.msg.Progress(data)
}

// endedBy is the error of a call that ended before a worker had it.
func (j *job) endedBy(cause error) error {
	if cause == ErrShutdown || cause == ErrQueueTimeout {
		return fmt.Errorf("process: task %q did not start: %w", j.msg.Task, cause)
	}
	return fmt.Errorf("process: task %q was cancelled before it started: %w", j.msg.Task, cause)
}

// causeOf is why ctx ended: its Err, with the cause that was given.
func causeOf(ctx context.Context) error {
	err, cause := ctx.Err(), context.Cause(ctx)
	if errors.Is(cause, err) {
		return cause
	}
	return fmt.Errorf("%w: %w", err, cause)
}

// queue is a list of jobs, first in, first out.
type queue struct {
	head, tail *job
	n          int
}

func (q *queue) push(j *job) {
	j.prev, j.next = q.tail, nil
	if q.tail == nil {
		q.head = j
	} else {
		q.tail.next = j
	}
	q.tail = j
	q.n++
}

func (q *queue) pushFront(j *job) {
	j.prev, j.next = nil, q.head
	if q.head == nil {
		q.tail = j
	} else {
		q.head.prev = j
	}
	q.head = j
	q.n++
}

func (q *queue) remove(j *job) {
	if j.prev == nil {
		q.head = j.next
	} else {
		j.prev.next = j.next
	}
	if j.next == nil {
		q.tail = j.prev
	} else {
		j.next.prev = j.prev
	}
	j.prev, j.next = nil, nil
	q.n--
}

func (q *queue) pop() *job {
	j := q.head
	if j != nil {
		q.remove(j)
	}
	return j
}
