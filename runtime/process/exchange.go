package process

import (
	"errors"
	"fmt"
	"time"
)

// This file holds what the program says to a worker and what it answers.

// handshake waits for the worker's hello and refuses a wrong one.
func (w *worker) handshake(r *frameReader) error {
	limit := w.pool.cfg.StartTimeout
	if limit > 0 {
		t := time.AfterFunc(limit, func() {
			w.pool.mu.Lock()
			defer w.pool.mu.Unlock()
			w.killLocked(fmt.Errorf("process: no handshake within %v: does its main call process.Main first?", limit))
		})
		defer t.Stop()
	}
	f, err := r.next()
	if err != nil {
		return asProtocol(err)
	}
	var h hello
	if f.kind != kindHello || decode(f.body, &h) != nil {
		return fmt.Errorf("%w: not a hello", ErrProtocol)
	}
	if h.Protocol != protocolVersion {
		return fmt.Errorf("%w: it speaks protocol %d, not %d", ErrHandshake, h.Protocol, protocolVersion)
	}
	if mine, hash := signatures(); h.Hash != hash {
		return compareTasks(mine, h.Tasks)
	}
	return nil
}

// refs names buffers to the worker, with descriptors for those that are new to
// it.
func (w *worker) refs(buffers []*Buffer) (refs []bufferRef, fds []int) {
	p := w.pool
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, b := range buffers {
		s := b.seg
		ref := bufferRef{id: s.id, size: s.size, how: known}
		if !w.known[s.id] {
			w.known[s.id] = true
			s.mu.Lock()
			if s.pools == nil {
				s.pools = map[*Pool]struct{}{}
			}
			s.pools[p] = struct{}{}
			var fd []int
			ref, fd = s.mem.ref(ref)
			s.mu.Unlock()
			fds = append(fds, fd...)
		}
		refs = append(refs, ref)
	}
	return refs, fds
}

// tell writes to the control link. A worker that does not read it is stuck
// deeper than its task: what waits for it, the grace, kills it.
func (w *worker) tell(kind byte, seq uint64, body []byte) {
	w.control.setDeadline(time.Now().Add(time.Second))
	w.tells.send(kind, seq, nil, body, nil)
}

// result takes the answer to w's job, and reports whether the leader leads on.
func (w *worker) result(f frame) (leading bool, err error) {
	status, refs, data, err := parseResult(f.body)
	if err != nil {
		return true, err
	}
	buffers, err := receiveBuffers(refs, f.fds, false)
	if err != nil {
		return true, err
	}
	o := Outcome{Buffers: buffers}
	if status == statusOK {
		o.Result = append([]byte(nil), data...)
	} else if o.Err, err = w.failure(status, data); err != nil {
		return true, err
	}
	return w.pool.complete(w, f.seq, o)
}

// failure makes the error that the worker describes.
func (w *worker) failure(status byte, data []byte) (error, error) {
	var x failure
	if err := decode(data, &x); err != nil {
		return nil, errMessage
	}
	pid := w.process.Pid
	w.pool.mu.Lock()
	task := ""
	if w.job != nil {
		task = w.job.msg.Task
	}
	w.pool.mu.Unlock()
	switch status {
	case statusPanic:
		return &PanicError{Task: task, Value: x.Message, Stack: x.Stack, Worker: pid}, nil
	case statusEncode:
		return &EncodeError{Task: task, What: "result", Path: x.Type, Reason: x.Message}, nil
	}
	return &RemoteError{Task: task, Type: x.Type, Message: x.Message, Stack: x.Stack, Worker: pid, causes: knownErrors(x.Known)}, nil
}

// progress hands a value on the way to the caller's function.
func (w *worker) progress(f frame) error {
	w.pool.mu.Lock()
	j := w.job
	w.pool.mu.Unlock()
	if j == nil || j.seq != f.seq {
		return errors.New("progress of a call that does not run")
	}
	if err := j.progress(f.body); err != nil {
		w.pool.fail(j, err)
	}
	return nil
}

// receiveBuffers makes the buffers that came with a message. When it fails it
// has closed all of fds.
func receiveBuffers(refs []bufferRef, fds []int, borrowed bool) ([]*Buffer, error) {
	var list []*Buffer
	for _, r := range refs {
		if r.how == known {
			if findSegment(r.id) == nil && borrowed {
				return list, fmt.Errorf("buffer %x is not here", r.id)
			}
			continue
		}
		fd := -1
		if r.how == byFD {
			if len(fds) == 0 {
				return list, errFDs
			}
			fd, fds = fds[0], fds[1:]
		}
		mem, err := openShared(r, fd)
		if err != nil {
			return list, err
		}
		s := &segment{id: r.id, size: r.size, mem: mem, borrowed: borrowed}
		s.register()
		list = append(list, &Buffer{s})
	}
	return list, nil
}
