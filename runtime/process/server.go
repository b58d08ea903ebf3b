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

	mu      sync.Mutex
	current *execution
	last    uint64      // call that was started or passed over last
	back    []callRange // given back before they were read
}

// callRange is the calls of these numbers and between, of those that this
// worker gets: numbers only grow.
type callRange struct{ from, to uint64 }

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
	s := &server{data: data, in: newFrameReader(data), control: newFrameReader(control)}
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
	s.data.during(s, true)
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
	_, err = receiveBuffers(head.buffers, f.fds, true) // also of a call given back: they will not come again
	x := &execution{server: s, task: head.task, seq: f.seq}
	ctx, ok := x.enter()
	if !ok {
		return
	}
	e := registry.get(head.task)
	if e == nil && err == nil {
		err = fmt.Errorf("%w: %q", ErrUnknownTask, head.task)
	}
	if err != nil {
		x.leave()
		s.reply(f.seq, failed(err), nil)
		return
	}
	x.send = func(data []byte) error { return s.out.send(kindProgress, x.seq, nil, data, nil) }
	x.run(ctx, e, args)
}

// enter makes the task's context and makes x the current execution, unless it
// was given back.
func (x *execution) enter() (context.Context, bool) {
	ctx, cancel := context.WithCancelCause(context.WithValue(context.Background(), executionKey{}, x))
	x.cancel = cancel
	s := x.server
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last = x.seq
	for len(s.back) > 0 && s.back[0].to < x.seq {
		s.back = s.back[1:]
	}
	for _, r := range s.back {
		if r.from <= x.seq && x.seq <= r.to {
			cancel(nil)
			return nil, false
		}
	}
	s.current = x
	return ctx, true
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
		case kindRevoke:
			if to, err := parseLast(f.body); err == nil {
				s.giveBack(f.seq, to)
			}
		case kindDrop:
			if seg := findSegment(f.seq); seg != nil && seg.borrowed {
				seg.close()
			}
		}
	}
}

// cancel ends the context of a call, or gives it back when it has not started.
func (s *server) cancel(seq uint64, cause error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if x := s.current; x != nil && x.seq == seq {
		x.cancel(cause)
		return
	}
	s.giveBackLocked(seq, seq)
}

// giveBack gives back those of the calls that have not started. They never
// will.
func (s *server) giveBack(from, to uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.giveBackLocked(from, to)
}

// giveBackLocked says so before a later call can start: the program takes
// results in the order of the calls that it has not got back.
func (s *server) giveBackLocked(from, to uint64) {
	from = max(from, s.last+1)
	if from > to {
		return
	}
	s.back = append(s.back, callRange{from, to})
	s.out.send(kindBack, from, nil, lastOf(to), nil)
}
