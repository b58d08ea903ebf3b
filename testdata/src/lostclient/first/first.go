// Package first has things that are started by whoever comes first.
package first

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os/exec"
	"sync"
)

type server struct {
	mu      sync.Mutex
	once    sync.Once
	cmd     *exec.Cmd
	out     *bufio.Reader
	polling bool
	cancel  context.CancelFunc
}

func (s *server) start(ctx context.Context) error {
	if s.cmd != nil {
		return errors.New("already running")
	}
	cmd := exec.CommandContext(ctx, "server") // want `what the first call starts is a process with its own context`
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	s.cmd = cmd
	s.out = bufio.NewReader(stdout)
	go s.read(ctx) // want `what the first call starts is a goroutine with its own context`
	return nil
}

func (s *server) read(ctx context.Context) {
	for ctx.Err() == nil {
		if _, err := s.out.ReadString('\n'); err == io.EOF {
			return
		}
	}
}

func (s *server) ensure(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cmd == nil {
		if err := s.start(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (s *server) Hover(ctx context.Context) error { return s.ensure(ctx) }

func (s *server) Rename(ctx context.Context) error {
	if err := s.ensure(ctx); err != nil {
		return err
	}
	s.poll(ctx)
	return nil
}

// The first of Rename and Complete decides how long the loop lives.
func (s *server) poll(ctx context.Context) {
	s.once.Do(func() {
		go s.read(ctx) // want `what the first call starts is a goroutine`
	})
}

func (s *server) Complete(ctx context.Context) { s.poll(ctx) }

// service is started once, by the program, with the program's context.
type service struct {
	server
	running bool
}

func (s *service) Start(ctx context.Context) {
	if s.running {
		return
	}
	s.running = true
	go s.read(ctx)
}

// own has contexts of its own for what outlives the calls.
type own struct{ server }

func (o *own) start() error {
	ctx, cancel := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, "server")
	if err := cmd.Start(); err != nil {
		cancel()
		return err
	}
	o.cmd, o.cancel = cmd, cancel
	go o.read(ctx)
	return nil
}

func (o *own) ensure(ctx context.Context) error {
	if o.cmd == nil {
		return o.start()
	}
	return ctx.Err()
}

func (o *own) Hover(ctx context.Context) error  { return o.ensure(ctx) }
func (o *own) Rename(ctx context.Context) error { return o.ensure(ctx) }

// job ends with its call: each call has a process and a goroutine of its own.
func (s *server) job(ctx context.Context) error {
	cmd := exec.CommandContext(ctx, "job")
	if err := cmd.Start(); err != nil {
		return err
	}
	go s.read(ctx)
	return cmd.Wait()
}

func (s *server) A(ctx context.Context) error { return s.job(ctx) }
func (s *server) B(ctx context.Context) error { return s.job(ctx) }
