package process

import (
	"context"
	"fmt"
	"os"
	"runtime/debug"
	"sync"
)

// server is the inside of a worker. serve reads calls and runs them one after
// the other on its own goroutine: handing them to another one would cost more
// than a small task. obey reads the control link meanwhile.
type server struct {
	data    link
	in      *frameReader // of data
	out     sender
	control *frameReader

	mu        sync.Mutex
	current   *execution
	cancelled map[uint64]error // asked to end before the call was read
}

// execution is a running task.
type execution struct {
	server *server
	task   string
	seq    uint64
	cancel context.CancelCauseFunc
	send   func(progress []byte) error

	mu    sync.Mutex // holds back progress while the result is written
	ended bool
}

// executionKey finds the execution in a task's context.
type executionKey struct{}

func newServer(data, control link) *server {
	s := &server{data: data, in: newFrameReader(data), control: newFrameReader(control), cancelled: map[uint64]error{}}
	s.out.link = data
	return s
}

// serve answers calls until the program hangs up.
func (s *server) serve() {
	lines, hash := signatures()
	body, err := encMode.Marshal(hello{Protocol: protocolVersion, Hash: hash, Tasks: lines, PID: os.Getpid()})
	if err != nil || s.out.send(kindHello, 0, nil, body, nil) != nil {
		os.Exit(2)
	}
	s.loop()
}

func (s *server) loop() {
	s.data.during(s)
	os.Exit(0)
}

// come answers the calls that have come.
func (s *server) come() bool {
	for {
		f, err := s.in.next()
		switch {
		case err == errLater:
			return false
		case err != nil:
			os.Exit(0)
		case f.kind != kindCall:
			fmt.Fprintf(os.Stderr, "process: worker: unexpected message %d\n", f.kind)
			os.Exit(2)
		}
		s.answer(f)
	}
}

// answer runs one call and writes its result.
func (s *server) answer(f frame) {
	head, args, err := parseCall(f.body)
	if err != nil {
		fmt.Fprintf(os.Stderr, "process: worker: %v\n", err)
		os.Exit(2)
	}
	if _, err := receiveBuffers(head.buffers, f.fds, true); err != nil {
		s.reply(f.seq, failed(err), nil)
		return
	}
	e := registry.get(head.task)
	if e == nil {
		s.reply(f.seq, failed(fmt.Errorf("%w: %q", ErrUnknownTask, head.task)), nil)
		return
	}
	x := &execution{server: s, task: head.task, seq: f.seq}
	x.send = func(data []byte) error { return s.out.send(kindProgress, x.seq, nil, data, nil) }
	ctx := x.enter()
	x.run(ctx, e, args)
}

// enter makes the task's context and makes x the current execution.
func (x *execution) enter() context.Context {
	ctx, cancel := context.WithCancelCause(context.WithValue(context.Background(), executionKey{}, x))
	x.cancel = cancel
	s := x.server
	s.mu.Lock()
	defer s.mu.Unlock()
	s.current = x
	if cause, ok := s.cancelled[x.seq]; ok {
		cancel(cause)
	}
	clear(s.cancelled)
	return ctx
}

// leave ends the execution; progress after it is refused.
func (x *execution) leave() {
	x.cancel(nil)
	x.server.mu.Lock()
	x.server.current = nil
	x.server.mu.Unlock()
	x.end()
}

// end waits for progress on its way and refuses more.
func (x *execution) end() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.ended = true
}

// run calls the task's function and replies, whatever it does: return, panic,
// or end its goroutine with runtime.Goexit.
func (x *execution) run(ctx context.Context, e *entry, args []byte) {
	var a answer
	returned := false
	defer func() {
		if returned {
			return
		}
		v := recover()
		x.leave()
		if v == nil { // this goroutine is ending
			x.server.reply(x.seq, failed(fmt.Errorf("process: task %q called runtime.Goexit", x.task)), nil)
			go x.server.loop()
			return
		}
		x.server.reply(x.seq, answer{status: statusPanic, failure: failure{Message: fmt.Sprint(v), Stack: string(debug.Stack())}}, nil)
	}()
	result, buffers, err := e.run(ctx, args)
	if err != nil {
		a = failed(err)
	} else {
		a = answer{status: statusOK, result: result}
	}
	returned = true
	x.leave()
	x.server.reply(x.seq, a, buffers)
}

// obey reads the control link. Its end is the end of the program, or the
// pool's wish that this worker ends.
func (s *server) obey() {
	for {
		f, err := s.control.next()
		if err != nil {
			os.Exit(0)
		}
		switch f.kind {
		case kindCancel:
			s.cancel(f.seq, causeFromCode(f.body))
		case kindDrop:
			if seg := findSegment(f.seq); seg != nil && seg.borrowed {
				seg.close()
			}
		}
	}
}

// cancel ends the context of a call, now or when it is read.
func (s *server) cancel(seq uint64, cause error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.current != nil && s.current.seq == seq {
		s.current.cancel(cause)
		return
	}
	s.cancelled[seq] = cause
}
