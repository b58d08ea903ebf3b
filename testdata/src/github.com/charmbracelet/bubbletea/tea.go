// Package tea is a stub of github.com/charmbracelet/bubbletea v1.3.10 for fixtures.
package tea

import (
	"context"
	"fmt"
	"os/exec"
	"time"
)

type Msg interface{}

type Model interface {
	Init() Cmd
	Update(Msg) (Model, Cmd)
	View() string
}

type Cmd func() Msg

type BatchMsg []Cmd

type sequenceMsg []Cmd

func Batch(cmds ...Cmd) Cmd { return func() Msg { return BatchMsg(cmds) } }

func Sequence(cmds ...Cmd) Cmd { return func() Msg { return sequenceMsg(cmds) } }

func Tick(d time.Duration, fn func(time.Time) Msg) Cmd {
	t := time.NewTimer(d)
	return func() Msg {
		ts := <-t.C
		t.Stop()
		return fn(ts)
	}
}

func Every(duration time.Duration, fn func(time.Time) Msg) Cmd { return Tick(duration, fn) }

type QuitMsg struct{}

func Quit() Msg { return QuitMsg{} }

type KeyType int

const (
	KeyEnter KeyType = 13
	KeyRunes KeyType = -1
)

type Key struct {
	Type  KeyType
	Runes []rune
	Alt   bool
	Paste bool
}

func (k Key) String() string { return string(k.Runes) }

type KeyMsg Key

func (k KeyMsg) String() string { return Key(k).String() }

type WindowSizeMsg struct {
	Width  int
	Height int
}

type ExecCallback func(error) Msg

func ExecProcess(c *exec.Cmd, fn ExecCallback) Cmd { return func() Msg { return nil } }

type printLineMessage struct {
	messageBody string
}

func Println(args ...interface{}) Cmd {
	return func() Msg { return printLineMessage{fmt.Sprint(args...)} }
}

type ProgramOption func(*Program)

func WithAltScreen() ProgramOption { return func(*Program) {} }

func WithContext(ctx context.Context) ProgramOption { return func(p *Program) { p.ctx = ctx } }

func WithFilter(filter func(Model, Msg) Msg) ProgramOption {
	return func(p *Program) { p.filter = filter }
}

type Program struct {
	initialModel Model
	filter       func(Model, Msg) Msg
	ctx          context.Context
	msgs         chan Msg
	finished     chan struct{}
}

func NewProgram(model Model, opts ...ProgramOption) *Program {
	p := &Program{initialModel: model, msgs: make(chan Msg), ctx: context.Background(), finished: make(chan struct{})}
	for _, opt := range opts {
		opt(p)
	}
	return p
}

func (p *Program) Run() (returnModel Model, returnErr error) { return p.initialModel, nil }

func (p *Program) Start() error {
	_, err := p.Run()
	return err
}

// Send waits until the loop receives msg.
func (p *Program) Send(msg Msg) {
	select {
	case <-p.ctx.Done():
	case p.msgs <- msg:
	}
}

func (p *Program) Quit() { p.Send(Quit()) }

func (p *Program) Kill() {}

func (p *Program) Wait() { <-p.finished }

func (p *Program) Println(args ...interface{}) {
	p.msgs <- printLineMessage{messageBody: fmt.Sprint(args...)}
}
