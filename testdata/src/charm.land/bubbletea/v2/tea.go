// Package tea is a stub of charm.land/bubbletea/v2 v2.1.1 for fixtures.
package tea

import (
	"context"
	"fmt"
	"os/exec"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
)

type Msg = uv.Event

type Model interface {
	Init() Cmd
	Update(Msg) (Model, Cmd)
	View() View
}

type View struct {
	Content     string
	OnMouse     func(msg MouseMsg) Cmd
	WindowTitle string
	AltScreen   bool
}

func NewView(s string) View { return View{Content: s} }

func (v *View) SetContent(s string) { v.Content = s }

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

func RequestBackgroundColor() Msg { return nil }

type KeyMod int

type Key struct {
	Text string
	Mod  KeyMod
	Code rune
}

func (k Key) String() string { return k.Text }

type KeyMsg interface {
	fmt.Stringer
	Key() Key
}

type KeyPressMsg Key

func (k KeyPressMsg) String() string { return Key(k).String() }

func (k KeyPressMsg) Key() Key { return Key(k) }

type Mouse struct{ X, Y int }

type MouseMsg interface {
	fmt.Stringer
	Mouse() Mouse
}

type MouseClickMsg Mouse

func (m MouseClickMsg) String() string { return "click" }

func (m MouseClickMsg) Mouse() Mouse { return Mouse(m) }

type WindowSizeMsg struct {
	Width  int
	Height int
}

type ExecCallback func(error) Msg

func ExecProcess(c *exec.Cmd, fn ExecCallback) Cmd { return func() Msg { return nil } }

func Println(args ...any) Cmd {
	return func() Msg { return fmt.Sprint(args...) }
}

type ProgramOption func(*Program)

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

func (p *Program) Println(args ...any) { p.msgs <- fmt.Sprint(args...) }
