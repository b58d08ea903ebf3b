package process

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"time"
)

// worker is the program's side of one worker process. Fields below the line
// are guarded by the pool's lock.
type worker struct {
	pool    *Pool
	process *os.Process
	data    link
	control link
	out     sender        // calls, on data
	batch   []outgoing    // what flush writes; guarded by out.mu
	in      *frameReader  // the leader's
	shared  bool          // callers may lead
	turn    chan struct{} // tells the worker's own goroutine to lead again
	tells   sender        // cancel and drop, on control
	stderr  *tail
	exited  chan struct{}    // closed when the process is reaped
	state   *os.ProcessState // then set

	// ----
	ready                 bool // through the handshake
	ending                bool // told to end
	fat                   bool // over the soft memory limit
	reason                error
	gone                  *CrashError // how it ended
	job                   *job
	ahead                 []*job        // sent, to be started after job, in this order
	outbox                []outgoing    // to be written by flush, in this order
	pace                  time.Duration // of its tasks, smoothed
	jobSince              time.Time     // zero when it does not count for pace
	aheadTimer            *time.Timer   // runs checkAhead
	aheadTasks            int           // tasks when it ran last
	revoked               uint64        // last call that was asked back
	tasks                 int
	readySince, idleSince time.Time
	known                 map[uint64]bool // buffers that it has
	killTimer             *time.Timer
	lead                  leader
	leadTimer             *time.Timer
	readErr               error // that the last leader met
}

// marker is the environment variable that makes a program a worker. Its value
// is the pool's MaxWorkers, a colon, and what inheritedLinks needs.
const marker = "BGKIT_PROCESS_WORKER"

// stdout is what workers get for theirs: the program's own. The variable os.Stdout
// may be a pipe by the time a worker starts, as in examples and tests that look
// at what is printed; whoever reads that to its end would wait for the worker's.
var stdout = os.Stdout

// spawn starts a process and leaves the rest to begin.
func (p *Pool) spawn() (*worker, error) {
	path, argv, err := p.command()
	if err != nil {
		return nil, err
	}
	w := &worker{pool: p, exited: make(chan struct{}), known: map[uint64]bool{}, turn: make(chan struct{}, 1), pace: aheadTime}
	var far []*os.File
	if w.data, w.control, far, err = openLinks(); err != nil {
		return nil, err
	}
	w.in, w.out.link, w.tells.link = newFrameReader(w.data), w.data, w.control
	w.process, w.stderr, err = p.startProcess(path, argv, far)
	for _, f := range far {
		f.Close()
	}
	if err != nil {
		w.data.close()
		w.control.close()
		return nil, err
	}
	return w, nil
}

// command is what to start: the configured program or this one.
func (p *Pool) command() (path string, argv []string, err error) {
	if len(p.cfg.Command) > 0 {
		path, err = exec.LookPath(p.cfg.Command[0])
		return path, p.cfg.Command, err
	}
	path, err = self()
	return path, []string{os.Args[0], "worker of " + p.cfg.Name}, err
}

func (p *Pool) startProcess(path string, argv []string, far []*os.File) (*os.Process, *tail, error) {
	null, err := os.Open(os.DevNull)
	if err != nil {
		return nil, nil, err
	}
	defer null.Close()
	stderr, r, err := newTail(p.cfg.StderrTail, p.cfg.Stderr)
	if err != nil {
		return nil, nil, err
	}
	defer r.Close()
	attr := &os.ProcAttr{Dir: p.cfg.Dir, Files: []*os.File{null, stdout, r}}
	handles := inherit(attr, far)
	attr.Env = append(os.Environ(), fmt.Sprintf("%s=%d:%s", marker, p.cfg.MaxWorkers, handles))
	if p.cfg.Procs > 0 {
		attr.Env = append(attr.Env, fmt.Sprintf("GOMAXPROCS=%d", p.cfg.Procs))
	}
	if p.cfg.SoftMemory > 0 {
		attr.Env = append(attr.Env, fmt.Sprintf("GOMEMLIMIT=%d", p.cfg.SoftMemory))
	}
	attr.Env = append(attr.Env, p.cfg.Env...)
	proc, err := os.StartProcess(path, argv, attr)
	if err != nil {
		stderr.cancel()
		return nil, nil, err
	}
	return proc, stderr, nil
}

// begin makes the worker one of the pool's and starts its goroutines.
func (w *worker) begin() {
	p := w.pool
	p.mu.Lock()
	p.workers[w] = struct{}{}
	p.stats.Started++
	p.tickLocked()
	if p.closing {
		p.retireLocked(w)
	}
	p.mu.Unlock()
	go w.stderr.mirror()
	go w.wait()
	go w.run()
}

// wait reaps the process. A grandchild may have inherited its descriptors:
// reading ends all the same.
func (w *worker) wait() {
	w.state, _ = w.process.Wait()
	w.stderr.finish(200 * time.Millisecond)
	close(w.exited)
	w.data.closeRead()
}

// run serves the worker until it is gone.
func (w *worker) run() {
	err := w.converse()
	reason := error(nil)
	if errors.Is(err, ErrProtocol) || errors.Is(err, ErrHandshake) {
		reason = err
	} else {
		// The link ended: so does the process, and with its own exit code if it
		// is let.
		t := time.NewTimer(time.Second)
		select {
		case <-w.exited:
		case <-t.C:
		}
		t.Stop()
	}
	w.pool.mu.Lock()
	w.killLocked(reason)
	reason = w.reason
	w.pool.mu.Unlock()
	<-w.exited
	<-w.stderr.done
	w.data.close()
	w.control.close()
	w.pool.gone(w, w.crash(reason))
}

func (w *worker) crash(reason error) *CrashError {
	e := &CrashError{Worker: w.process.Pid, ExitCode: -1, Stderr: w.stderr.String(), Reason: reason}
	if w.state != nil {
		e.ExitCode, e.Signal = w.state.ExitCode(), exitSignal(w.state)
		if e.Signal == nil && e.ExitCode == 2 {
			e.Signal = reportedSignal(e.Stderr)
		}
	}
	return e
}

// killLocked kills the process unless it has ended. The first reason stays.
func (w *worker) killLocked(reason error) {
	select {
	case <-w.exited:
		return
	default:
	}
	if w.reason == nil {
		w.reason = reason
	}
	w.process.Kill() // by handle: never another process with the same number
}

// converse reads what the worker sends until the link ends.
func (w *worker) converse() error {
	defer closeFDs(w.in)
	if err := w.handshake(w.in); err != nil {
		return err
	}
	w.shared = w.data.interrupt()
	w.data.resume()
	w.pool.ready(w)
	return w.leadOn()
}

// handle does what a message says, and reports whether the leader leads on.
func (w *worker) handle(f frame) (leading bool, err error) {
	leading = true
	switch f.kind {
	case kindResult:
		leading, err = w.result(f)
	case kindProgress:
		err = w.progress(f)
	case kindBack:
		err = w.back(f)
	default:
		err = fmt.Errorf("unexpected message %d", f.kind)
	}
	if err != nil {
		for _, fd := range f.fds {
			closeFD(fd)
		}
		err = fmt.Errorf("%w: %w", ErrProtocol, err)
	}
	return leading, err
}

// closeFDs closes descriptors that came with no frame.
func closeFDs(r *frameReader) {
	for _, fd := range r.fds {
		closeFD(fd)
	}
}

// asProtocol marks errors of the decoder; those of the system mean that the
// worker is gone.
func asProtocol(err error) error {
	for _, e := range []error{errHeader, errBody, errFDs} {
		if errors.Is(err, e) {
			return fmt.Errorf("%w: %w", ErrProtocol, err)
		}
	}
	return err
}
